"""Headings that skip a level, by which readers who listen to a document find their way."""

from collections.abc import Iterator

from briefgen.nodes import Heading, Node, plain, walk
from briefgen.problems import Place, Problem, Severity, clip


def skipped(blocks: tuple[Node, ...], file: str) -> Iterator[Problem]:
    """Report each heading that stands more than one level below the one before it. ``file`` names the template.

    A document begins at level 1 (PDF/UA-1, 7.4.2; WCAG 2.2, technique G141).
    """
    before = 0
    for node in walk(blocks):
        if isinstance(node, Heading):
            if node.level > before + 1:
                shown = clip(plain(node.children))
                message = f"the heading '{shown}' is of level {node.level}, expected at most {before + 1} here"
                remedy = f"write it with {'#' * (before + 1)}; its look is set in template.yaml"
                yield Problem(node.place or Place(file), "heading-levels", message, remedy, Severity.WARNING)
            before = node.level
