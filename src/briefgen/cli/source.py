"""``briefgen source``: what briefgen reads in a source."""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import JSON
from briefgen.cli.shown import print_json, problems_shown
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, one_line, shown_path
from briefgen.scripts import BLANKLESS

if TYPE_CHECKING:
    from briefgen.source import SourceText

WIDTH = 100
"""Columns of what is printed to anything but a terminal."""
_LEAST = 30


@click.group("source")
def commands() -> None:
    """Look at the texts that briefs rest on."""


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@JSON
def show(file: Path, as_json_: bool) -> None:
    """Print the text of FILE as briefgen reads it, its paragraphs (¶) and sentences (S) numbered."""
    with problems_shown():
        text = _read(file)
    counts = ", ".join(
        f"{count} {what}{'' if count == 1 else 's'}"
        for count, what in ((len(text.paragraphs), "paragraph"), (len(text.sentences), "sentence"))
    )
    click.echo(f"{one_line(text.name)}: {counts}, sha256: {text.sha256}", err=True)
    if as_json_:
        rows = [
            {
                "sentence": sentence.number,
                "paragraph": sentence.paragraph,
                "start": sentence.start,
                "end": sentence.end,
                "text": text.text[sentence.start : sentence.end],
            }
            for sentence in text.sentences
        ]
        print_json(rows)
    else:
        width = shutil.get_terminal_size((WIDTH, 0)).columns if sys.stdout.isatty() else WIDTH
        click.echo("".join(f"{line}\n" for line in _numbered(text, width)), nl=False)


def _read(file: Path) -> "SourceText":
    from briefgen.project import read_file, usable
    from briefgen.source import LIMIT_BYTES, read

    if problem := usable(file, COMMAND_LINE):
        raise BriefgenError([problem])
    name = shown_path(file)
    return read(read_file(file, limit=LIMIT_BYTES), name, Place(name))


def _numbered(text: "SourceText", width: int) -> Iterator[str]:
    """Yield the lines to print: the number of a paragraph stands at its first sentence."""
    wide = len(str(len(text.paragraphs))) + 1, len(str(len(text.sentences))) + 1
    indent = " " * (sum(wide) + 4)
    paragraph = 0
    for sentence in text.sentences:
        new = sentence.paragraph != paragraph
        if new and paragraph:
            yield ""
        paragraph = sentence.paragraph
        head = f"{f'¶{paragraph}' if new else '':{wide[0]}}  {f'S{sentence.number}':{wide[1]}}  "
        for line in _wrapped(text.text[sentence.start : sentence.end], max(width - len(indent), _LEAST)):
            yield head + line
            head = indent


_OPENING, _CLINGING = "「『（【〔《〈“", "、。，．」』）】〕》〉！？：；・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ”"
_PIECE = re.compile(rf"[{_OPENING}]*[{BLANKLESS}][{_CLINGING}]*|[^\s{BLANKLESS}]+|\s+")
"""What stays on one line: a word, or a character of a script without blanks and the marks that cling to it."""


def _wrapped(words: str, width: int) -> Iterator[str]:
    """Yield words as lines of so many columns at most, as far as they can be broken."""
    line, columns = "", 0
    for found in _PIECE.finditer(words):
        piece = " " if found[0].isspace() else found[0]
        wide = _columns(piece)
        if line and columns + wide > width:
            yield line.rstrip()
            line, columns = "", 0
        if line or piece != " ":
            line, columns = line + piece, columns + wide
    yield line.rstrip()


def _columns(piece: str) -> int:
    """Return how many columns of a terminal characters take."""
    if piece.isascii():
        return len(piece)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in piece)
    return wide + sum(not unicodedata.combining(character) for character in piece)
