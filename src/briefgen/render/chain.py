"""The files of a template that stand one upon the other, and what of them is not printed."""

from pathlib import Path

from jinja2 import Template as Compiled

from briefgen.problems import Problem
from briefgen.render.sandbox import Sandbox
from briefgen.template import Template


def document(template: Template) -> Path:
    """Return the template's main file, which may be that of a template that it extends."""
    name = str(template.settings.document)
    return next((path for folder in template.folders if (path := folder / name).is_file()), template.folders[0] / name)


def lost_blocks(environment: Sandbox, compiled: Compiled) -> set[str]:
    """Return the blocks of a template that the one it extends does not have."""
    chain = _chain(environment, compiled)
    known = {block for parent in chain[1:] for block in environment.get_template(parent).blocks}
    inner = environment.outline.inner.get(compiled.name or "", frozenset())
    return set(compiled.blocks) - known - inner if len(chain) > 1 else set()


def lost_words(environment: Sandbox, compiled: Compiled, template: Template) -> tuple[Problem, ...]:
    """Warn of words outside all blocks, which are not printed in a template that extends another."""
    *extending, _ = _chain(environment, compiled)
    if environment.outline.outside.isdisjoint(extending):
        return ()
    from briefgen.render.analysis import inspected

    return tuple(problem for problem in inspected(template) if problem.code == "template-outside-blocks")


def _chain(environment: Sandbox, compiled: Compiled) -> list[str]:
    """Return the names of a template and of those that it extends."""
    chain = [compiled.name or ""]
    while (parent := environment.outline.parents.get(chain[-1])) and parent not in chain:
        environment.get_template(parent)
        chain.append(parent)
    return chain
