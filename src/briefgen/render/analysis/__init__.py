"""What is wrong with a template, found without running it."""

from pathlib import Path

from jinja2 import Template as Compiled
from jinja2 import nodes

from briefgen.problems import Place, Problem, did_you_mean, shown_path, sort
from briefgen.render.files import Files
from briefgen.render.sandbox import Sandbox, inner_blocks
from briefgen.template import Template


def document(template: Template) -> Path:
    """Return the template's main file, which may be that of a template that it extends."""
    name = str(template.settings.document)
    return next((path for folder in template.folders if (path := folder / name).is_file()), template.folders[0] / name)


def inspected(template: Template) -> list[Problem]:
    """Return every mistake of a template that shows without a brief."""
    files = Files(template.folders)
    environment = Sandbox(loader=files)
    return sort(unknown_blocks(environment, template))


def lost_blocks(environment: Sandbox, compiled: Compiled) -> set[str]:
    """Return the blocks of a template that the one it extends does not have."""
    known: set[str] = set()
    chain = [compiled.name or ""]
    while (parent := environment.outline.parents.get(chain[-1])) and parent not in chain:
        chain.append(parent)
        known |= set(environment.get_template(parent).blocks)
    inner = environment.outline.inner.get(compiled.name or "", frozenset())
    return set(compiled.blocks) - known - inner if len(chain) > 1 else set()


def unknown_blocks(environment: Sandbox, template: Template) -> list[Problem]:
    """Return the blocks that the extended template does not have: Jinja would leave them out without a word."""
    name = str(template.settings.document)
    tree = _parsed(environment, name)
    inner = inner_blocks(tree)
    own = {block.name: block.lineno for block in tree.find_all(nodes.Block) if block.name not in inner}
    known = _inherited(environment, name)
    if known is None:
        return []
    file = shown_path(document(template))
    return [
        Problem(
            Place(file, line),
            "unknown-block",
            f"the template that this one extends has no block '{block}', so it would not be printed",
            did_you_mean(block, known, f"it has {', '.join(sorted(known))}"),
        )
        for block, line in own.items()
        if block not in known
    ]


def _parsed(environment: Sandbox, name: str) -> nodes.Template:
    assert environment.loader is not None
    text, file, _ = environment.loader.get_source(environment, name)
    return environment._parse(text, name, file)


def _inherited(environment: Sandbox, name: str) -> set[str] | None:
    """Return the blocks of all templates that one extends; None when it extends none."""
    tree = _parsed(environment, name)
    parents = [node.template.value for node in tree.find_all(nodes.Extends) if isinstance(node.template, nodes.Const)]
    if not parents:
        return None
    inherited = {block.name for block in _parsed(environment, parents[0]).find_all(nodes.Block)}
    return inherited | (_inherited(environment, parents[0]) or set())
