"""The blocks that a template's wording is made of: what an extending template may replace."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from briefgen.project import shipped_templates
from briefgen.render.sandbox import Sandbox
from briefgen.template import Template


@dataclass(frozen=True)
class Block:
    """A named part of the wording."""

    name: str
    file: Path
    """The file that has the last word on it."""
    line: int
    text: str
    """All of it as it stands there, with its first and last tag; empty where other words stand on these lines."""
    inside: str
    """The block that it stands in; empty for none."""
    conditional: bool
    """Whether it stands in an ``{% if %}``, and may not be printed at all."""


def blocks(template: Template) -> tuple[Block, ...]:
    """Return the blocks in the order of the document; none of files that Jinja cannot read."""
    found: dict[str, Block] = {}
    for file in reversed(wordings(template)):
        for block in _of_file(file):
            kept = found.get(block.name)
            around = (kept.inside, kept.conditional) if kept else (block.inside, block.conditional)
            found[block.name] = Block(block.name, file, block.line, block.text, *around)
    return tuple(found.values())


def wordings(template: Template) -> list[Path]:
    """Return the file with the wording, and those that it extends, as far as they can be found."""
    files: list[Path] = []
    name: str | None = str(template.settings.document)
    while name is not None:
        file = located(template, name)
        if file is None or file in files:
            break
        files.append(file)
        name = _extended(file)
    return files


def located(template: Template, name: str) -> Path | None:
    """Return the file that a name in ``{% extends %}`` or ``{% include %}`` stands for."""
    folder, _, rest = name.partition("/")
    named = [one for one in template.folders if one.name == folder]
    candidates = [one / name for one in template.folders] + [one / rest for one in named]
    if folder == "briefgen":
        candidates.append(shipped_templates() / rest)
    return next((path for path in candidates if path.is_file()), None)


def _extended(file: Path) -> str | None:
    try:
        tree = Sandbox().parse(file.read_text("utf-8"))
    except (TemplateSyntaxError, OSError, UnicodeDecodeError):
        return None
    names = [node.template.value for node in tree.find_all(nodes.Extends) if isinstance(node.template, nodes.Const)]
    return str(names[0]) if names else None


def _of_file(file: Path) -> Iterator[Block]:
    """Yield the blocks of one file by where they begin."""
    try:
        source = file.read_text("utf-8")
        tags = [*_tags(source)]
    except (TemplateSyntaxError, OSError, UnicodeDecodeError):
        return
    lines = source.splitlines()
    around: list[tuple[str, str, int]] = []
    found: list[Block] = []
    for tag, named, line in tags:
        if tag in ("block", "if"):
            around.append((tag, named, line))
        elif tag in ("endblock", "endif") and around and tag == f"end{around[-1][0]}":
            kind, name, start = around.pop()
            if kind == "block":
                inside = next((one for what, one, _ in reversed(around) if what == "block"), "")
                text = _whole_lines(lines[start - 1 : line])
                found.append(Block(name, file, start, text, inside, any(what == "if" for what, _, _ in around)))
    yield from sorted(found, key=lambda block: block.line)


def _tags(source: str) -> Iterator[tuple[str, str, int]]:
    """Yield the tags of a file: the first word in each, the second, and the line."""
    words: list[str] = []
    begun = 0
    for line, kind, value in Sandbox().lex(source):
        if kind == "block_begin":
            words, begun = [], line
        elif kind == "block_end":
            yield words[0] if words else "", words[1] if len(words) > 1 else "", begun if words else line
        elif kind == "name":
            words.append(value)


def _whole_lines(lines: list[str]) -> str:
    alone = lines[0].lstrip().startswith("{%") and lines[-1].rstrip().endswith("%}") and len(lines) > 1
    return "\n".join(lines) if alone else ""
