"""The author's guide as a program: its fenced blocks are files, commands, and what is to be seen.

The words behind the language of a fence say what it is:

* ``yaml templates/ours/template.yaml``: a file. With ``adds``, keys that are added to those that are there.
* ``sh``: commands, a line each. With ``fails``, they must find something wrong; with ``open``, they stay open, and are
  only known to be there.
* ``text says``: what the last command prints, on both channels; ``…`` stands for whatever is left out.
* ``text page``: lines that the documents show, in this order, in Word and on the web page; with ``pdf``, there too.
* ``text gone``: lines that they do not show.
* ``jinja try``, then ``markdown prints``: a piece of a template, and what comes of it.

``<!-- given: PATH = FILE -->`` puts a file of the repository into the project, ``<!-- holds: FORMAT WORDS -->`` looks
into a document that was built: at its XML, its CSS; ``<!-- seen: PIECE => WORDS -->`` tries a piece of a template, of
which the Markdown or a message must hold some words.
"""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

import reading_back
from briefgen.cli import cli
from conftest import ROOT, difference

FENCE = re.compile(r"^(`{3,})(\S*) *(.*?)\n(.*?)^\1$|<!-- (given|holds|seen): (.*?) -->", re.MULTILINE | re.DOTALL)
REPLAYED = ("briefgen init", "briefgen template new")
"""Commands that make files on which later chapters build."""


@dataclass(frozen=True)
class Fence:
    """A block of the guide that means something."""

    line: int
    language: str
    words: tuple[str, ...]
    text: str
    before: str
    """The prose since the fence before."""

    @property
    def file(self) -> str:
        """The file that it is, if it is one."""
        return self.words[0] if self.words and "." in self.words[0] else ""


@dataclass(frozen=True)
class Chapter:
    """A section of the guide."""

    title: str
    fences: tuple[Fence, ...]


def chapters(guide: str) -> list[Chapter]:
    """Cut a guide into its sections."""
    found = []
    outside = FENCE.sub(lambda fence: " " * len(fence[0]), guide)
    starts = [match.start() for match in re.finditer("^## ", outside, re.MULTILINE)]
    for start, end in zip(starts, [*starts[1:], len(guide)], strict=True):
        first = guide.count("\n", 0, start) + 1
        found.append(Chapter(guide[start:end].partition("\n")[0][3:], tuple(_fences(guide[start:end], first))))
    return found


def _fences(text: str, first: int) -> Iterator[Fence]:
    end = 0
    for match in FENCE.finditer(text):
        line = first + text.count("\n", 0, match.start())
        before = text[end : match.start()]
        end = match.end()
        if match[5]:
            yield Fence(line, match[5], tuple(match[6].split()), match[6], before)
        else:
            yield Fence(line, match[2], tuple(match[3].split()), match[4], before)


@dataclass
class Reader:
    """Somebody who does what the guide says, in a folder of their own."""

    folder: Path
    wrong: list[str] = field(default_factory=list)
    """What was not as the guide says."""
    said: str = ""
    tried: str = ""
    built: set[str] = field(default_factory=set)
    """The formats that have been built since the last change."""

    def replay(self, chapter: Chapter) -> None:
        """Bring the folder to where a chapter leaves it."""
        for fence in chapter.fences:
            if fence.file or fence.language == "given":
                self._write(fence)
            elif fence.language == "sh":
                for command in fence.text.splitlines():
                    if command.startswith(REPLAYED):
                        self._run(command)

    def follow(self, chapter: Chapter) -> None:
        """Do what a chapter says, and note what is not as it says."""
        for fence in chapter.fences:
            if fence.file and fence.file not in fence.before:
                self._object(fence, f"nobody is told that this is {fence.file}")
            self._do(fence)

    def _do(self, fence: Fence) -> None:
        match fence.language, fence.words:
            case ("given", _) | (_, (str(), *_)) if fence.language == "given" or fence.file:
                self._write(fence)
            case "sh", words:
                self._commands(fence, fails="fails" in words, stays="open" in words)
            case "text", ("says", *_):
                self._compare(fence, fence.text.strip(), self.said.strip())
            case "text", ("page" | "gone" as kind, *others):
                self._pages(fence, shown=kind == "page", pdf="pdf" in others)
            case "jinja", ("try", *_):
                self.tried = fence.text
            case "markdown", ("prints", *_):
                self._compare(fence, fence.text.strip(), self._tried())
            case "seen", _:
                piece, _, words = fence.text.partition(" => ")
                self.tried = piece.replace("\\n", "\n") + "\n"
                if words not in (got := self._tried()):
                    self._object(fence, f"'{piece}' does not give '{words}', but:\n{got}")
            case "holds", (form, *_):
                self._hold(fence, form, fence.text.partition(" ")[2])
            case _:
                self._object(fence, f"what is '{fence.language} {' '.join(fence.words)}'?")

    def _object(self, fence: Fence, message: str) -> None:
        self.wrong.append(f"line {fence.line}: {message}")

    def _write(self, fence: Fence) -> None:
        self.built = set()
        if fence.language == "given":
            name, _, origin = fence.words
            data = (ROOT / "docs" / origin).read_bytes()
        else:
            name, data = fence.file, fence.text.encode()
        path = self.folder / name
        if "adds" in fence.words:
            there = yaml.safe_load(path.read_text("utf-8"))
            comment = path.read_text("utf-8").startswith("# yaml") * "# yaml-language-server: $schema=x\n"
            words = yaml.safe_dump(added(there, yaml.safe_load(fence.text)), allow_unicode=True, sort_keys=False)
            data = f"{comment}{words}".encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _run(self, command: str) -> int:
        self.built = set()
        name, *words = command.split("  #")[0].split()
        assert name == "briefgen", command
        done = CliRunner().invoke(cli, words)
        self.said = done.output
        if done.exception and not isinstance(done.exception, SystemExit):
            self.said += f"\n{type(done.exception).__name__}: {done.exception}"
        return done.exit_code

    def _commands(self, fence: Fence, *, fails: bool, stays: bool) -> None:
        for command in fence.text.splitlines():
            code = self._run(f"{command} --help" if stays else command)
            if bool(code) != fails:
                self._object(fence, f"'{command}' ended with {code}:\n{self.said}")

    def _compare(self, fence: Fence, expected: str, got: str) -> None:
        pattern = r"[\s\S]*?".join(map(re.escape, expected.split("…"))) if "…" in expected else re.escape(expected)
        if not re.fullmatch(pattern, got):
            self._object(fence, f"\n{difference(expected, got)}")

    def build(self, *formats: str) -> str:
        """Build what has not been built since the last change; return what was wrong."""
        wanted = {*formats} - self.built
        if not wanted:
            return ""
        code = self._run(f"briefgen build --force -q -f {','.join(sorted(wanted))}")
        self.built |= wanted
        return "" if code == 0 else f"the documents cannot be built:\n{self.said}"

    def _pages(self, fence: Fence, *, shown: bool, pdf: bool) -> None:
        if problem := self.build("docx", "html", *(["pdf"] if pdf else [])):
            return self._object(fence, problem)
        for form, words in self._texts(pdf):
            at = 0
            for line in map(_folded, fence.text.splitlines()):
                found = words.find(line, at)
                if shown and found < 0:
                    self._object(fence, f"{form} does not show '{line}' (there, in this order)")
                if not shown and line in words:
                    self._object(fence, f"{form} shows '{line}'")
                at = max(found, at)
        return None

    def _texts(self, pdf: bool) -> Iterator[tuple[str, str]]:
        (word,) = self.folder.glob("output/*.docx")
        yield "Word", _folded(_word_text(word.read_bytes()))
        if pdf:
            (file,) = self.folder.glob("output/*.pdf")
            done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
            yield "the PDF", _folded(done.stdout.decode())

    def _tried(self) -> str:
        """Put a piece of template in the place of the document, and return what Markdown comes of it."""
        own = self.folder / "templates/tried"
        own.mkdir(parents=True, exist_ok=True)
        head = "name: tried\ndescription: x\nextends: memo\ndocument: tried.md.j2\n"
        (own / "template.yaml").write_text(head, "utf-8")
        (own / "tried.md.j2").write_text(f"# Title\n\n{self.tried}", "utf-8")
        code = self._run("briefgen build -f md -t tried -o tried")
        if code:
            return self.said
        (made,) = (self.folder / "tried").glob("*.md")
        text = made.read_text("utf-8").partition("# Title\n")[2].strip()
        problems = [
            line for line in self.said.splitlines() if not re.fullmatch(r"tried/.*|\d+ of \d+ files written", line)
        ]
        return "\n".join([text, *problems])

    def _hold(self, fence: Fence, form: str, words: str) -> None:
        if problem := self.build(form):
            return self._object(fence, problem)
        (file,) = (path for path in self.folder.glob(f"output/*.{form}") if path.name != "index.html")
        if words.lower() not in _inside(file).lower():
            self._object(fence, f"{file.name} does not hold '{words}'")
        return None


def added(there: Any, more: Any) -> Any:
    """Return a mapping with the keys of another put into it, level by level."""
    if not isinstance(there, dict) or not isinstance(more, dict):
        return more
    return {**there, **{key: added(there.get(key), value) for key, value in more.items()}}


def _folded(text: str) -> str:
    """Take out calls of notes, and the differences between kinds of blanks, and between letters that capitals hide."""
    return " ".join(reading_back.CALL.sub("", text).replace("\u00ad", "").split()).casefold()


def _inside(file: Path) -> str:
    if file.suffix != ".docx":
        return file.read_bytes().decode("utf-8", "replace")
    with zipfile.ZipFile(file) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels")))


def _word_text(data: bytes) -> str:
    """Return what a Word file shows: its heads, its text, its feet, its notes."""
    read = reading_back.word(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted(name for name in package.namelist() if re.match("word/(head|foot)er", name))
        parts = {name: package.read(name).decode() for name in names}
    around = {
        kind: " ".join(
            " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", text))
            for name, text in parts.items()
            if name.startswith(f"word/{kind}")
        )
        for kind in ("header", "footer")
    }
    return " ".join([around["header"], read.text, around["footer"], *read.notes.values()])
