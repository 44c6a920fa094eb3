"""What the manifest says of a brief and its documents: true, the same everywhere, and fit to be published."""

import hashlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from briefgen.build import Options, plan, run
from briefgen.build.environment import environment
from briefgen.build.record import digest, words
from briefgen.explain import explanations
from briefgen.manifest import read
from briefgen.manifest.form import Build, Manifest
from briefgen.manifest.schema import schema
from briefgen.project import find
from briefgen.writers.fonts import PACKAGES, described, font_file, packaged

SOURCE = "The board decided on Monday. Its chair said nothing of the price of the old stone bridge at all.\n"
BRIEF = """\
title: A bridge
as_of: 2026-05-04
status: final
marking: {scheme: tlp, label: "TLP:GREEN"}
sources: [seeds/a.txt]
decisions: [{text: The board decided., evidence: The board decided}]
"""

Folder = Callable[[dict[str, str | bytes]], Path]


def built(root: Path, **options: Any) -> Manifest:
    project = find(root)
    outcomes = list(run(project, plan(project, project.briefs(), Options(**options))))
    assert [outcome.crash for outcome in outcomes if outcome.crash] == []
    data = ((options.get("output") or root / "output") / "manifest.json").read_bytes()
    jsonschema.validate(json.loads(data), schema())
    return read(data)


@pytest.fixture
def root(folder: Folder) -> Path:
    return folder({"briefgen.yaml": "index: false\n", "content/a.yaml": BRIEF, "seeds/a.txt": SOURCE})


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """Return a project that was built in all formats, and its manifest."""
    root = tmp_path_factory.mktemp("everything")
    for name, text in {"briefgen.yaml": "index: false\n", "content/a.yaml": BRIEF, "seeds/a.txt": SOURCE}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    return root, built(root)


def only(manifest: Manifest) -> Build:
    (build,) = manifest.builds
    return build


def test_it_says_what_a_reader_asks(everything: tuple[Path, Manifest]) -> None:
    root, manifest = everything
    build = only(manifest)
    assert (build.title, build.language, build.marking, build.status, build.as_of) == (
        "A bridge",
        "en",
        "TLP:GREEN",
        "final",
        "2026-05-04",
    )
    assert build.coverage is not None
    assert (build.coverage.sentences, build.coverage.used, build.coverage.set_aside) == (2, 1, 0)
    assert {file.file: file.size for file in build.files} == {
        path.name: path.stat().st_size for path in (root / "output").glob("a.*")
    }
    with pikepdf.open(root / "output/a.pdf") as pdf:
        assert [file.pages for file in build.files] == [None, None, None, len(pdf.pages)]
    assert "clauses-in-source" in manifest.checks[build.checks]
    template = manifest.templates[build.template]
    assert (template.name, [link.name for link in template.chain]) == ("memo", ["briefgen/memo"])
    assert template.tokens["paper"] == "auto"


def test_the_fonts_are_those_that_the_file_holds(everything: tuple[Path, Manifest]) -> None:
    root, manifest = everything
    _, html, md, pdf = only(manifest).files
    with pikepdf.open(root / "output/a.pdf") as document:
        inside = {
            str(item.get("/FontName")).split("+")[1]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    fonts = [manifest.fonts[key] for key in pdf.fonts]
    assert {font.family.replace(" ", "-") for font in fonts} == {
        name.removesuffix("-Semi-Bold").removesuffix("-Italic").removesuffix("-Semi-Bold") for name in inside
    }
    assert len(fonts) == len(inside)
    for font in fonts:
        file = font_file(font.file or "")
        assert file is not None
        assert font.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
        assert font.family in PACKAGES
        assert font.version
        assert font.version[0].isdigit()
    assert md.fonts == ()
    assert {manifest.fonts[key].family for key in html.fonts} == {"Source Sans Pro", "Source Serif Pro"}


def test_the_libraries_of_the_system_are_named_whatever_is_built_before(everything: tuple[Path, Manifest]) -> None:
    """A format must not be told of less, or more, because another one was made in the same process before it."""
    _, manifest = everything
    docx, _, md, pdf = (manifest.environments[file.environment] for file in only(manifest).files)
    assert set(docx.native) == {"zlib"}
    assert md.native == {}
    assert set(pdf.native) >= {"pango", "harfbuzz", "fontconfig", "zlib"}
    for name in ("pango", "harfbuzz", "fontconfig"):
        library = pdf.native[name]
        assert library.version
        assert library.version[0].isdigit()
        assert library.file
        assert library.sha256
        assert len(library.sha256) == 64
    assert pdf.libraries["weasyprint"].startswith("70")
    assert "weasyprint" not in docx.libraries
    assert docx.libraries["python-docx"]
    assert environment("pdf") is environment("pdf"), "found out once"


@pytest.mark.thorough
def test_what_was_asked_for_is_kept(root: Path) -> None:
    options = {"template": "briefgen/memo", "overrides": ("design.paper=Letter",), "pdf_variant": "plain"}
    manifest = built(root, formats=("pdf",), attach=True, **options)
    build = only(manifest)
    (file,) = build.files
    template = manifest.templates[build.template]
    assert (build.asked.template, build.asked.draft, build.asked.attach) == ("briefgen/memo", False, True)
    assert (template.set, template.tokens["paper"]) == (("design.paper=Letter",), "Letter")
    assert file.variant == "plain"
    with pikepdf.open(root / "output/a.pdf") as pdf:
        inside = {name: one.get_file().read_bytes() for name, one in pdf.attachments.items()}
    assert {one.name: one.sha256 for one in file.attachments} == {
        name: hashlib.sha256(data).hexdigest() for name, data in inside.items()
    }


def test_a_date_from_the_environment_is_said_where_it_is_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert only(built(root, formats=("md",))).source_date_epoch is None
    (root / "content/a.yaml").write_text(BRIEF.replace("as_of: 2026-05-04\n", ""))
    assert only(built(root, formats=("md",))).source_date_epoch == "1700000000"


def test_the_cue_words_of_the_project_are_an_input(root: Path) -> None:
    assert only(built(root, formats=("md",))).lexicon is None
    (root / "lexicon").mkdir()
    (root / "lexicon/xx.yaml").write_text("language: xx\n")
    lexicon = only(built(root, formats=("md",))).lexicon
    assert lexicon is not None
    assert (lexicon.file, lexicon.sha256) == ("lexicon", digest(root / "lexicon"))


# --- Fit to be published ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("redistribute", ["full", "quotes", "none"])
def test_no_finding_quotes_words_that_may_not_be_passed_on(root: Path, redistribute: str) -> None:
    source = f"sources: [{{file: seeds/a.txt, redistribute: {redistribute}}}]"
    text = BRIEF.replace("sources: [seeds/a.txt]", source)
    (root / "content/a.yaml").write_text(text)
    (finding,) = (one for one in only(built(root, formats=("md",))).findings if one.code == "sentence-not-used")
    assert ("the price of the old" in f"{finding.message} {finding.remedy}") is (redistribute == "full")
    assert finding.message.startswith("1 of 2 sentences of seeds/a.txt are not used: 2 ('")


def test_where_words_cannot_be_told_from_their_quotation_the_finding_is_told_by_its_code(root: Path) -> None:
    """An apostrophe looks like the end of a quotation."""
    (root / "seeds/a.txt").write_text(
        "The board decided. The chair's mother's old stone bridge isn't for sale at all.\n"
    )
    (finding,) = (one for one in only(built(root, formats=("md",))).findings if one.code == "sentence-not-used")
    assert (finding.message, finding.remedy) == (explanations()["sentence-not-used"].summary, None)


def test_paths_are_those_of_the_project_wherever_it_is_built_from(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "content/a.yaml").write_text("title: A\nsources: [seeds/a.txt]\ndecisions: [Something else]\n")
    made = []
    other = tmp_path_factory.mktemp("other")
    for working in (root, root / "content", root / "seeds", other):
        monkeypatch.chdir(working)
        built(root, formats=("md",), output=other / "out")
        made.append((other / "out/manifest.json").read_bytes())
        (other / "out/manifest.json").unlink()
    assert len(set(made)) == 1
    assert str(root).encode() not in made[0]
    assert os.fsencode(Path.home()) not in made[0] or Path.home() == Path("/")
    assert b'"file": "content/a.yaml", "line": 3' in made[0]


# --- Fonts ------------------------------------------------------------------------------------------------------------
def test_the_version_of_a_font_is_that_which_fonttools_reads() -> None:
    for name in (name for package in PACKAGES.values() for name, _, _ in package.files()):
        file = font_file(name)
        assert file is not None
        with TTFont(io.BytesIO(file.read_bytes()), lazy=True) as font:
            assert packaged(name).version == font["name"].getDebugName(5).removeprefix("Version ")


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda tail: b"\0\1\0\0\0\1" + tail))
def test_what_is_no_font_has_no_version(data: bytes) -> None:
    assert described(data, "X").family == "X"


# --- Words and folders ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("— … ·", 0),
        ("don't stop", 2),
        ("十二月の会合", 6),
        ("The 会 met.", 3),
        ("한국 정부", 2),
        ("4,5 % x", 2),
    ],
)
def test_words_are_counted_as_a_word_processor_does(text: str, count: int) -> None:
    assert words(text) == count


def test_the_words_of_notes_are_counted_apart(root: Path) -> None:
    build = only(built(root, formats=("md",)))
    assert 10 < build.words < 60
    assert 3 <= build.words_in_notes < 20


def test_the_digest_of_a_folder(folder: Folder) -> None:
    root = folder({"a/x.yaml": "1", "a/deep/y.png": "2", "a/.hidden": "4", "a/.git/z": "5"})
    first = digest(root / "a")
    (root / "a/.hidden").write_text("changed")
    assert digest(root / "a") == first
    (root / "a/deep/y.png").rename(root / "a/deep/z.png")
    assert digest(root / "a") != first
