"""What a document asks of its look, and the look does not state."""

import re
from collections.abc import Iterator

from briefgen.design import Design, Look
from briefgen.document import Document
from briefgen.nodes import Container, Image, Node, Table, children, walk
from briefgen.origins import Origins
from briefgen.problems import Place, Problem, Severity, did_you_mean

_Said = tuple[str, str, str, Place | None]


def unstyled(document: Document, look: Look, origins: Origins) -> list[Problem]:
    """Return a warning for each container without a look, and for column weights that do not fit their table.

    ``origins`` says where the lines of the document come from.
    """
    found: dict[tuple[str, str, str], Place] = {}
    for code, message, remedy, place in (
        *_containers(document.children, look),
        *_weights(document.children, look.design, ""),
    ):
        found.setdefault((code, message, remedy), place or Place(origins.file))
    return [origins.shown(Problem(place, *said, Severity.WARNING)) for said, place in found.items()]


def pictureless(document: Document, look: Look, file: str) -> list[Problem]:
    """Return an error for each picture that is not in the template's folder, as the writers that need it report it.

    ``file`` names the template, for a picture that does not know its place.
    """
    nodes = walk((*document.children, *(child for note in document.notes for child in note.children)))
    return [
        Problem(node.place or Place(file), "missing-picture", *look.lacks(node.src))
        for node in nodes
        if isinstance(node, Image) and node.src not in look.pictures
    ]


def _containers(nodes: tuple[Node, ...], look: Look) -> Iterator[_Said]:
    design = look.design
    for node in nodes:
        if isinstance(node, Container) and not (
            node.name in design.styles
            or node.name in design.column_weights
            or re.search(rf"\.{re.escape(node.name)}(?![\w-])", look.css)
        ):
            message = f"the container '{node.name}' has no look: the template states no style of that name"
            known = [*design.styles, *design.column_weights]
            remedy = did_you_mean(node.name, known, f"state it in template.yaml as design.styles.{node.name}")
            yield "unknown-container", message, remedy, node.place
        yield from _containers(children(node), look)


def _weights(nodes: tuple[Node, ...], design: Design, name: str) -> Iterator[_Said]:
    """``name`` is the innermost container around the nodes that states weights."""
    for node in nodes:
        weights = design.column_weights.get(name, ())
        if isinstance(node, Table) and weights and len(weights) != len(node.head.cells):
            message = (
                f"the table in '{name}' has {len(node.head.cells)} columns, "
                f"and design.column_weights.{name} {len(weights)} numbers"
            )
            yield "wrong-weights", message, "state one number for each column, or delete the line", node.place
        stated = isinstance(node, Container) and design.column_weights.get(node.name)
        yield from _weights(children(node), design, node.name if isinstance(node, Container) and stated else name)
