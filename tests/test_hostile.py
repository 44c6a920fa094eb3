"""Hostile input: each row makes a project that means harm, and says how the command that meets it ends.

Nothing may crash, hang, show a traceback, read or write outside the project, or take more than it is given: that holds
for every row. What is refused, and where the message points, says the row.
"""

# ruff: noqa: E501 - a row is a line

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hostile import LAUGHS, Ran, bomb, docx, png, put, run, said

BRIEF = """\
briefgen: 1
title: A bridge
sources:
  - {id: a, file: seeds/a.txt}
decisions:
  - {text: The council decided to build a bridge., evidence: [The council decided to build a bridge]}
actors: []
open_questions: []
"""
ARTICLE = "The council decided to build a bridge.\n"
SECRET = "The words of a secret file.\n"
MINE = "name: mine\ndescription: d\nextends: memo\n"
PROJECT = "formats: [md, html]\nlimits: {brief_seconds: 2, brief_memory: 300, seconds: 2, memory: 200}\n"


@dataclass(frozen=True)
class Row:
    """A hostile project."""

    name: str
    files: Callable[[], dict[str, str | bytes]]
    """Its files, besides those of the harmless one."""
    code: str
    """The code of the problem that must be shown; empty where the input is harmless after all."""
    place: str = "content/x.yaml"
    """What the line of that problem begins with."""
    links: tuple[tuple[str, str], ...] = ()
    """Symbolic links: where they stand, and what they lead to; ``OUT`` is a folder outside the project."""
    words: tuple[str, ...] = ("check",)
    seconds: float = 6
    """Seconds of computing that the whole command may take."""
    grown: int = 400
    """Megabytes that it may take."""


def content(text: str) -> Callable[[], dict[str, str | bytes]]:
    return lambda: {"content/x.yaml": text}


def more(make: Callable[[], str]) -> Callable[[], dict[str, str | bytes]]:
    """Return a brief with more behind it."""
    return lambda: {"content/x.yaml": BRIEF + make()}


def sourced(name: str, make: Callable[[], str | bytes]) -> Callable[[], dict[str, str | bytes]]:
    return lambda: {f"seeds/{name}": make(), "content/x.yaml": BRIEF.replace("a.txt", name)}


def named(file: str) -> Callable[[], dict[str, str | bytes]]:
    """Return a brief whose source is called so."""
    return content(BRIEF.replace("seeds/a.txt", f'"{file}"'))


def templated(**files: str | bytes) -> Callable[[], dict[str, str | bytes]]:
    """Return a template and a project that uses it; of the names of its files, ``_`` stands for a point."""
    own = {f"templates/mine/{name.replace('_', '.')}": data for name, data in files.items()}
    return lambda: {
        "briefgen.yaml": f"template: mine\n{PROJECT}",
        "templates/mine/template.yaml": MINE,
        **own,
    }


def letterhead(make: Callable[[], bytes]) -> Callable[[], dict[str, str | bytes]]:
    """Return a template with a Word style file."""
    return lambda: {**templated()(), REFERENCE: make()}


def settings(text: str) -> Callable[[], dict[str, str | bytes]]:
    return lambda: {"briefgen.yaml": f"{text}\n"}


def worded(text: str) -> str:
    """Return the wording of a memo with more above it."""
    return f"{{% extends 'briefgen/memo/memo.md.j2' %}}\n{{% block head %}}\n# {{{{ brief.title }}}}\n\n{text}\n{{% endblock %}}\n"


def shown(picture: str | bytes, name: str = "a.png") -> Callable[[], dict[str, str | bytes]]:
    """Return a template that shows a picture of its own."""
    made = templated(memo_md_j2=worded(f"![words]({name})"))
    return lambda: {**made(), f"templates/mine/{name}": picture}


def linked(address: str) -> Callable[[], dict[str, str | bytes]]:
    """Return a template with a link of its own."""
    return templated(memo_md_j2=worded(f"[words]({address})"))


def styled(css: str) -> Callable[[], dict[str, str | bytes]]:
    return templated(print_css=css)


CSS, WORDING, SETTINGS = "templates/mine/print.css", "templates/mine/memo.md.j2", "templates/mine/template.yaml"
LAUGHING = f"<!DOCTYPE l [{LAUGHS}]>"
SOURCE = "content/x.yaml:4:19"
REFERENCE = "templates/mine/reference.docx"
PDF = ("build", "-f", "pdf")
WORD = ("build", "-f", "docx")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="file:///etc/passwd"/></svg>'

YAML = [
    Row("aliases", more(lambda: "extra:\n  a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"  a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))), "too-large"),
    Row("aliases of a long text", more(lambda: "extra:\n  a: &a " + "word " * 200_000 + "\nbackground:\n" + "  - *a\n" * 99),
        "too-large", "content/x.yaml:19:5"),
    Row("brackets", more(lambda: "extra: " + "[" * 1_000_000), "too-deep", "content/x.yaml:9:"),
    Row("indents", more(lambda: "".join(" " * n + "k:\n" for n in range(2000))), "too-deep"),
    Row("values", lambda: {"content/x.yaml": BRIEF + "extra:\n" + "  - a\n" * 1_000_000, "briefgen.yaml": ""}, "too-large", seconds=9),
    Row("wrong keys", more(lambda: "assessments:\n" + "  - {texd: x, evidenc: y}\n" * 20_000), "too-many-mistakes", seconds=9),
    Row("wrong references", more(lambda: "background:\n" + "".join(f"  - {{id: b{n}, text: x}}\n" for n in range(3000))
        + "bottom_line:\n" + "".join(f"  - {{text: x, grounds: b{n}x}}\n" for n in range(3000))), "too-many-mistakes", seconds=15),
    Row("a text of 100 MB", more(lambda: "subtitle: " + "word " * 20_000_000), "file-too-large"),
    Row("a text of 7 MB", more(lambda: "subtitle: " + "word " * 1_400_000), "template-too-large", "", seconds=9),
    Row("marks twice", more(lambda: "keywords: [&a x, &a y, *a]\n"), "duplicate-anchor", "content/x.yaml:9:18"),
    Row("a mark within itself", more(lambda: "keywords: &a [*a]\n"), "endless-alias", "content/x.yaml:9:15"),
    Row("marks by the thousand", more(lambda: "keywords:\n" + "".join(f"  - &a{n} x\n" for n in range(100_000))),
        "yaml-anchor"),
    Row("braces behind an error", content("a: b: " + "{" * 1_000_000), "yaml-syntax", "content/x.yaml:1:5"),
    Row("dashes behind an error", content("a: b: \"" + "-" * 1_000_000), "yaml-syntax", "content/x.yaml:1:5"),
    Row("control characters", more(lambda: "subtitle: " + "\x01" * 1_000_000), "bad-character"),
    Row("keys that are not known", more(lambda: "".join(f"k{n}: v\n" for n in range(2000))), "unknown-key"),
    Row("questions without end", more(lambda: "? " * 100_000), "too-deep"),
    Row("settings", lambda: {"briefgen.yaml": "formats: " + "[" * 100_000}, "too-deep", "briefgen.yaml:1:"),
    Row("a template's settings", templated(template_yaml=MINE + "labels: " + "{a: " * 100_000), "too-deep", SETTINGS),
    Row("cue words", lambda: {"lexicon/en.yaml": "classes: " + "[" * 100_000}, "too-deep", "lexicon/en.yaml:1:"),
]  # fmt: skip

SOURCES = [
    Row("a source of 60 MB", sourced("a.txt", lambda: "Word. " * 10_000_000), "file-too-large", SOURCE),
    Row("one word of 2 MB", sourced("a.txt", lambda: "a" * 2_000_000), "quotation-not-in-source", "content/x.yaml:6:63"),
    Row("a Word file of laughs", sourced("a.docx", lambda: docx(said("&a11;"), LAUGHING)), "broken-source", SOURCE),
    Row("a Word file that reads", sourced("a.docx", lambda: docx(
        said("&a;"), '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>')), "broken-source", SOURCE),
    Row("a Word file that unpacks", sourced("a.docx", lambda: docx(said("a" * 70_000_000))), "too-large", SOURCE),
    Row("a Word file that nests", sourced("a.docx", lambda: docx("<w:p>" * 99_999)), "broken-source", SOURCE),
    Row("a page that nests", sourced("a.html", lambda: "<div>" * 99_999), "too-large", SOURCE),
    Row("a page of laughs", sourced("a.html", lambda: f"{LAUGHING}<p>&a11;</p>"), "quotation-not-in-source"),
    Row("a style file of laughs", letterhead(lambda: docx(said("&a11;"), LAUGHING)), "bad-style-file", REFERENCE, words=WORD),
    Row("a style file that unpacks", letterhead(lambda: docx(said("a" * 99_000_000))), "bad-style-file", REFERENCE, words=WORD),
    Row("a style file that nests", letterhead(lambda: docx("<w:p>" * 99_999)), "bad-style-file", REFERENCE, words=WORD),
    Row("gaps in a clause", content(BRIEF.replace("[The council decided to build a bridge]", "[" + "e … " * 3000 + "]")),
        "quotation-not-in-source"),
]  # fmt: skip

OUT = "OUT"
PATHS = [
    *(Row(f"source {file}", named(file), "path-outside", SOURCE) for file in ("../../OUT/secret.txt", "/etc/passwd", "/dev/zero")),
    Row("source ..\\\\secret", named("..\\\\..\\\\secret.txt"), "bad-path", SOURCE),
    *(Row(f"source {file}", named(file), "source-is-address", SOURCE)
      for file in ("file:///etc/passwd", "http://127.0.0.1:9/x", "FTP://127.0.0.1/x")),
    Row("a linked source", named("seeds/l.txt"), "path-outside", SOURCE, (("seeds/l.txt", "OUT/secret.txt"),)),
    Row("a source in a linked folder", named("l/secret.txt"), "path-outside", SOURCE, (("l", OUT),)),
    Row("a linked brief", dict, "path-outside", "content/y.yaml", (("content/y.yaml", "OUT/x.yaml"),)),
    Row("linked content", dict, "path-outside", "briefgen.yaml", (("content", OUT),), ("check",)),
    Row("a linked output", dict, "path-outside", "briefgen.yaml", (("output", OUT),)),
    Row("linked templates", dict, "path-outside", "briefgen.yaml", (("templates", OUT),)),
    Row("a linked template", lambda: {"briefgen.yaml": f"template: mine\n{PROJECT}"}, "path-outside", "templates/mine",
        (("templates/mine", "OUT/mine"),)),
    *(Row(f"a linked {file}", templated(), "path-outside", f"templates/mine/{file}", ((f"templates/mine/{file}", "OUT/secret.txt"),))
      for file in ("print.css", "a.png", "memo.md.j2", "reference.docx")),
    Row("linked cue words", dict, "path-outside", "lexicon/en.yaml", (("lexicon/en.yaml", "OUT/secret.txt"),)),
    *(Row(f"{key} elsewhere", settings(f"{key}: {OUT}"), "path-outside", "briefgen.yaml:1:")
      for key in ("content", "templates", "lexicon", "output")),
    Row("content above", settings("content: ../.."), "path-outside", "briefgen.yaml:1:10"),
    Row("--template ../../x", dict, "unknown-template", "command line", words=("build", "-t", "../../x")),
    Row("template: /etc", more(lambda: "template: /etc\n"), "bad-id", "content/x.yaml:9:11"),
    Row("extends: ../x", templated(template_yaml="name: mine\ndescription: d\nextends: ../memo\n"), "unknown-template", SETTINGS),
    Row("document: ../x", templated(template_yaml=f"{MINE}document: ../../content/x.yaml\n"), "template-file-missing", "templates/mine/"),
    *(Row(f"{{% {tag} %}}", templated(memo_md_j2=f"{{% {tag} %}}\n"), "template-file-missing", WORDING)
      for tag in ("include '/etc/passwd'", "include '../../content/x.yaml'", "import '../x' as x", "extends '../../x'")),
    Row("logo ../x.png", templated(template_yaml=f"{MINE}design: {{logo: {{file: ../../a.png, alt: x}}}}\n"), "missing-picture", SETTINGS),
    *(Row(f"picture {name}", templated(memo_md_j2=worded(f"![words]({name})")), "missing-picture", WORDING)
      for name in ("../../a.png", "/etc/a.png", "file:///etc/a.png", "http://127.0.0.1:9/a.png", "data:image/png;base64,AAAA")),
]  # fmt: skip

PICTURES = [
    Row("a drawing that claims to be a picture", shown(SVG), "missing-picture", WORDING),
    Row("a drawing", shown(SVG, "a.svg"), "missing-picture", WORDING),
    Row("a picture that is none", shown("words"), "missing-picture", WORDING),
    Row("a picture cut off", shown(png(100, 100)[:-20]), "missing-picture", WORDING),
    Row("a picture with a bit turned", shown(png(100, 100).replace(b"IDATx", b"IDATy")), "missing-picture", WORDING),
    Row("a picture of 50,000 × 50,000", shown(png(50_000, 50_000, b"")), "missing-picture", WORDING),
    Row("a picture of segments without end", shown(b"\xff\xd8" + b"\xff\xe0\0\0" * 2_000_000, "a.jpg"), "missing-picture", WORDING),
    Row("pixels that are none", shown(png(100, 100, b"words")), "missing-picture", WORDING, words=PDF),
    Row("pixels that unpack", lambda: shown(png(9000, 5000, bomb(9000, 5000)))(), "", words=PDF),
    Row("pictures by the hundred", lambda: {**templated()(), **{
        f"templates/mine/{n}.png": png(1, 1) + b"\0" * 7_000_000 for n in range(30)}}, ""),
]  # fmt: skip

LINKS = [
    Row(f"link {address!r}", linked(address), "link-not-allowed", WORDING)
    for address in (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)",
        "java&Tab;script:alert(1)", "java&#10;script:alert(1)", "&#1;javascript:alert(1)", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//example.org", "view-source:http://a", "ms-word:ofe|u|http://a",
    )
] + [
    Row("a source's address", content(BRIEF.replace("a.txt}", "a.txt, url: 'JAVASCRIPT:alert(1)'}")), "bad-url", "content/x.yaml:4:"),
]  # fmt: skip

STYLES = [
    Row("a picture of the network", styled("p { background: u\\72l(http://127.0.0.1:9/a.png) }"), "css-address", f"{CSS}:1:17"),
    Row("a sheet of the machine", styled("@\\69mport 'file:///etc/passwd';"), "css-address", f"{CSS}:1:1"),
    Row("a face from elsewhere", styled("@font-face { font-family: x; src: url(data:font/ttf;base64,AAAA) }"), "css-address", CSS),
    *(Row(f"{start} without end", styled(start * 5000), "css-too-deep", CSS) for start in ("p{width:calc(", "@media print{", ":not(")),
    Row("words that double", styled(":root { --a0: x x; " + "".join(
        f"--a{n}: var(--a{n - 1}) var(--a{n - 1}); " for n in range(1, 40)) + "} p { font-family: var(--a39) }"),
        "brief-too-slow", words=PDF, seconds=9),
    *(Row(css, styled(css), "css-not-set", CSS, words=PDF) for css in (
        "@page { size: 20mm 20mm; margin: 9.99mm }", "p { letter-spacing: 1e9pt }", "p { text-indent: 1e30pt }", "p { font-size: 1e8pt }")),
    Row("a number of 100,000 digits", styled("p { width: " + "1" * 100_000 + "px }"), "css-syntax", f"{CSS}:1:12"),
    Row("a quotation of 500 kB", styled("p { content: '" + "\\" * 500_000), "css-syntax", CSS),
]  # fmt: skip

TEXTS = [
    # Whether time or memory is over first depends on the machine.
    Row("a table of 200,000 cells", templated(memo_md_j2=worded(
        "|" + "a|" * 100_000 + "\n|" + "-|" * 100_000 + "\n|" + "b|" * 100_000)), "template-too-*", WORDING),
    Row("quotations in quotations", templated(memo_md_j2=worded("> " * 2000 + "x")), "", words=("build", "-f", "md,html,docx")),
    Row("a title of 300,000 letters", content(BRIEF.replace("A bridge", "word " * 60_000)), "brief-too-slow", words=PDF, seconds=9),
]  # fmt: skip

ROWS = [*YAML, *SOURCES, *PATHS, *PICTURES, *LINKS, *STYLES, *TEXTS]
SHORT = {
    *(
        "aliases of a long text",
        "brackets",
        "marks twice",
        "a Word file of laughs",
        "a linked source",
        "a linked brief",
    ),
    *("a linked template", "a linked print.css", "output elsewhere", "a picture of 50,000 × 50,000"),
    *(
        "a drawing that claims to be a picture",
        "link 'javascript&colon;alert(1)'",
        "a picture of the network",
        "words that double",
    ),
}
"""The rows that ``script/test`` tries; the others are for ``.ci/run``."""


def marked(row: Row) -> Any:
    return pytest.param(row, id=row.name[:60], marks=() if row.name in SHORT else pytest.mark.thorough)


def project(row: Row, tmp_path: Path) -> Path:
    """Make the project, and beside it the folder that nobody may read."""
    root, out = tmp_path / "project", tmp_path / "out-of-it"
    put(out, {"secret.txt": SECRET, "x.yaml": BRIEF, "mine/template.yaml": MINE})
    put(root, {"briefgen.yaml": PROJECT, "seeds/a.txt": ARTICLE, "content/x.yaml": BRIEF})
    put(root, {name: _there(data, out) for name, data in row.files().items()})
    for name, target in row.links:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            path.rename(tmp_path / "moved")
        path.symlink_to(target.replace(OUT, str(out)))
    return root


def _there(data: str | bytes, out: Path) -> str | bytes:
    return data.replace(OUT, str(out)) if isinstance(data, str) and len(data) < 10_000 else data


@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("row", [*map(marked, ROWS)])
def test_hostile_input_is_refused_with_a_message_and_within_limits(row: Row, tmp_path: Path) -> None:
    ran = run(project(row, tmp_path), *row.words)
    assert ran.code == ((2 if row.place == "command line" else 1) if row.code else 0), ran.err
    if row.code:
        assert ran.line(row.code).startswith(row.place), f"{row.place} [{row.code}] is not among:\n{ran.err}"
    _harmless(ran, tmp_path)
    assert ran.seconds < row.seconds
    assert ran.grown < row.grown


def _harmless(ran: Ran, tmp_path: Path) -> None:
    """Hold a command to what must be so whatever it met."""
    assert "Traceback" not in ran.err
    assert "internal" not in ran.err
    assert SECRET.strip() not in ran.out + ran.err
    assert sorted(path.name for path in (tmp_path / "out-of-it").rglob("*")) == [
        "mine",
        "secret.txt",
        "template.yaml",
        "x.yaml",
    ]
    output = tmp_path / "project" / "output"
    for path in () if output.is_symlink() else output.glob("*.*"):
        assert SECRET.strip().encode() not in path.read_bytes()


def test_the_harmless_project_builds(tmp_path: Path) -> None:
    """Without this, each row might be refused for another reason than its own."""
    ran = run(project(Row("", dict, ""), tmp_path), "build")
    assert (ran.code, ran.codes) == (0, [])
    assert len(ran.out.split()) == 2


def test_names_of_rows_are_unique_and_those_of_the_short_run_exist() -> None:
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    assert set(names) >= SHORT
