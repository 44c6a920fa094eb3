"""What is tried with changed input: each target takes a source of chance, and raises where something is wrong.

A target makes everything from that source, so that the number of a case makes it again.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from mutating import mutated, repacked, shaken

from briefgen import source
from briefgen.account import Wish
from briefgen.build.jobs import Job
from briefgen.build.work import perform
from briefgen.evidence import Ambiguous, Passage, locate, normal_text
from briefgen.load import HEAD, head, load, load_draft
from briefgen.problems import BriefgenError, Place
from briefgen.project import find

ROOT = Path(__file__).parents[2]
SETTINGS = "template: mine\nlimits: {seconds: 3, memory: 300, brief_seconds: 10, brief_memory: 600}\n"


Files = dict[str, str | bytes]


class Wrong(Exception):
    """What must not be."""


@cache
def corpus(*patterns: str) -> tuple[str, ...]:
    """Return the texts of the repository that match."""
    found = tuple(path.read_text("utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern)))
    assert found, patterns
    return found


def briefs() -> tuple[str, ...]:
    return corpus("content/*.yaml", "tests/corpus/*/*.yaml")


def articles() -> tuple[str, ...]:
    return corpus("seeds/*.txt")


# --- Parts ------------------------------------------------------------------------------------------------------------
def loader(chance: random.Random) -> None:
    """A content file: read, validated and salvaged; its head says of it what the whole does."""
    data = mutated(chance.choice(briefs()), "yaml", chance, briefs()).encode("utf-8", "replace")
    if chance.random() < 0.1:
        data = shaken(data, chance)
    with suppress(BriefgenError):
        load_draft(data, "x.yaml")
    told = head(data, "x.yaml")
    with suppress(BriefgenError):
        brief = load(data, "x.yaml")
        if told is None or any(getattr(told, name) != getattr(brief, name) for name in HEAD):
            raise Wrong(f"the head of a brief that loads is {told}")


def matcher(chance: random.Random) -> None:
    """A clause in a source: what is found says what was looked for."""
    text = source.SourceText("a.txt", mutated(chance.choice(articles())[:5000], "txt", chance, articles()), "")
    start = chance.randrange(len(text.text) + 1)
    clause = text.text[start : start + chance.randrange(1, 300)]
    if chance.random() < 0.7:
        clause = mutated(clause, "txt", chance)
    found = locate(text, clause)
    passages = [found] if isinstance(found, Passage) else found.passages if isinstance(found, Ambiguous) else ()
    for one in passages[:20]:
        if text.text[one.start : one.end] != one.words:
            raise Wrong(f"{one} is not what stands there")
        if "…" not in clause and "..." not in clause and _letters(one.words) != _letters(clause):
            raise Wrong(f"{one.words!r} was found for {clause!r}")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normal_text(text)))


def readers(chance: random.Random) -> None:
    """The file of a source, in each format but PDF, whose reader has a process of its own."""
    kind = chance.choice(("txt", "html", "md", "docx"))
    if kind == "docx":
        data = repacked(_letterhead(), chance)
    else:
        seeds = articles() if kind != "html" else corpus("tests/**/*.html", "docs/**/*.html") if _PAGES else (_PAGE,)
        data = mutated(chance.choice(seeds), "html" if kind == "html" else "txt", chance).encode("utf-8", "replace")
        data = shaken(data, chance) if chance.random() < 0.2 else data
    with suppress(BriefgenError):
        source.read(data, f"a.{kind}", Place("x.yaml"))


_PAGES = any(ROOT.glob("tests/**/*.html")) and any(ROOT.glob("docs/**/*.html"))
_PAGE = "<!DOCTYPE html><title>T</title><main><h1>A</h1><p>The <b>council</b> met.<table><tr><td>1<td>2</table></main>"


@cache
def _letterhead() -> bytes:
    """Return a Word file of our own."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        _put(root, {"briefgen.yaml": "", "content/x.yaml": _SMALL, "seeds/a.txt": "The council met.\n"})
        made = perform(find(root), Job(Wish(root / "content/x.yaml"), (("docx", root / "x.docx"),)))
        return made.documents[0].data or b""


# --- The whole --------------------------------------------------------------------------------------------------------
_SMALL = """\
briefgen: 1
title: T
sources: [{id: a, file: seeds/a.txt}]
decisions: [{text: It met., evidence: [council met]}]
actors: []
open_questions: []
"""
FORMATS = ("md", "html", "docx")


def contents(chance: random.Random) -> None:
    """A brief and its source, through every stage."""
    files: Files = {"content/x.yaml": mutated(chance.choice(corpus("content/*.yaml")), "yaml", chance, briefs())}
    for path in sorted(ROOT.glob("seeds/*.txt")):
        text = path.read_text("utf-8")
        files[f"seeds/{path.name}"] = mutated(text, "txt", chance) if chance.random() < 0.1 else text
    _build({**files, "briefgen.yaml": SETTINGS.replace("mine", "memo")}, chance, FORMATS)


def templates(chance: random.Random) -> None:
    """A template's wording and settings, with every brief of the repository."""
    wordings = sorted((ROOT / "templates").glob("*/*.j2"))
    path = chance.choice(wordings)
    files: Files = {
        f"templates/mine/{path.name}": mutated(path.read_text("utf-8"), "j2", chance, corpus("templates/*/*.j2"))
    }
    settings = (path.parent / "template.yaml").read_text("utf-8").replace(f"name: {path.parent.name}", "name: mine", 1)
    if chance.random() < 0.3:
        settings = mutated(settings, "yaml", chance, corpus("templates/*/template.yaml"))
    if chance.random() < 0.5:
        settings = f"name: mine\ndescription: d\nextends: {path.parent.name}\n"
        files = {f"templates/mine/{path.name}": next(iter(files.values()))}
    _build(_with_template(files, settings), chance, FORMATS)


def looks(chance: random.Random) -> None:
    """A template's CSS, and its Word style file."""
    settings = "name: mine\ndescription: d\nextends: memo\n"
    if chance.random() < 0.4:
        _build(
            _with_template({"templates/mine/reference.docx": repacked(_letterhead(), chance)}, settings),
            chance,
            ("docx",),
        )
    else:
        css = mutated(
            chance.choice((*corpus("templates/*/print.css", "src/briefgen/writers/page/page.css"), "p { }")),
            "css",
            chance,
        )
        _build(_with_template({"templates/mine/print.css": css}, settings), chance, ("html", "pdf"))


def _with_template(files: Files, settings: str) -> Files:
    path = next(iter(sorted(ROOT.glob("content/*.yaml"))))
    sources = {f"seeds/{one.name}": one.read_text("utf-8") for one in ROOT.glob("seeds/*.txt")}
    own = {
        "templates/mine/template.yaml": settings,
        "briefgen.yaml": SETTINGS,
        "content/x.yaml": path.read_text("utf-8"),
    }
    return {**own, **sources, **files}


def _build(files: Files, chance: random.Random, formats: tuple[str, ...]) -> None:
    with TemporaryDirectory(prefix="briefgen-fuzz-") as folder:
        root = Path(folder)
        _put(root, files)
        draft = chance.random() < 0.3
        if chance.random() < 0.05:
            formats = (*formats, "pdf")
        targets = tuple((name, root / f"x.{name}") for name in dict.fromkeys(formats))
        try:
            project = find(root)
        except BriefgenError:
            return
        outcome = perform(project, Job(Wish(root / "content/x.yaml", draft=draft), targets))
        if outcome.crash:
            raise Wrong(outcome.crash)


def _put(root: Path, files: Files) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))


TARGETS: dict[str, Callable[[random.Random], None]] = {
    one.__name__: one for one in (loader, matcher, readers, contents, templates, looks)
}
