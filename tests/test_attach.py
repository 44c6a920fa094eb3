"""What travels inside a PDF: the brief without what is private, and its sources as far as each may be passed on."""

import datetime
import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from briefgen.attach import attachments, brief_as_yaml
from briefgen.cli import cli
from briefgen.document import Attachment
from briefgen.extracts import ParagraphExtract, SourceExtract
from briefgen.load import load
from briefgen.model import Brief, Source
from briefgen.vocabulary import FOR_COLLEAGUES
from briefgen.yamlfile import dump, read
from model_briefs import HOSTILE, full

Folder = Callable[[dict[str, str | bytes]], Path]

SOURCE = "The council met on Monday. It voted to buy the mill.\n\nThe mayor was away, said a clerk.\n"
CONTENT = """
# a comment that is nobody's business
title: The mill
# business of another office
as_of: 2026-03-09
sources:
  - file: seeds/article.txt
    redistribute: {redistribute}
    published: 2026-03-01
    set_aside: [{{exact: The mayor was away, reason: private reason}}]
decisions:
  - text: The council bought the mill.
    remark: private remark
    when: null
    evidence: voted to buy the mill
accept: [{{code: sentence-not-used, reason: private acceptance}}]
extra: {{remark: printed, accept: printed too}}
"""


def project(folder: Folder, redistribute: str = "quotes", **files: str | bytes) -> Path:
    return folder(
        {
            "briefgen.yaml": "",
            "seeds/article.txt": SOURCE,
            "content/mill.yaml": CONTENT.format(redistribute=redistribute),
            **files,
        }
    )


def build(*words: str) -> Result:
    return CliRunner().invoke(cli, ["build", "-f", "pdf", *words], prog_name="briefgen")


def inside(file: Path) -> dict[str, tuple[bytes, Any]]:
    """Return the files in a PDF, each with its specification, by the order of the associated files."""
    opened = pikepdf.open(BytesIO(file.read_bytes()))
    _KEPT.append(opened)
    listed = opened.Root.Names.EmbeddedFiles.Names
    named = {str(listed[index]): listed[index + 1] for index in range(0, len(listed), 2)}
    assert [str(one.UF) for one in opened.Root.AF] == list(dict.fromkeys(str(one.UF) for one in opened.Root.AF)), (
        "listed once"
    )
    assert {one.objgen for one in opened.Root.AF} == {one.objgen for one in named.values()}
    return {name: (one.EF.F.read_bytes(), one) for name, one in named.items()}


_KEPT: list[pikepdf.Pdf] = []


# --- The brief --------------------------------------------------------------------------------------------------------
def without(raw: Any) -> Any:
    """Take what is for colleagues out of the dump of a brief, but not out of an office's own fields."""
    if isinstance(raw, dict):
        return {key: value if key == "extra" else without(value) for key, value in raw.items()
                if key not in FOR_COLLEAGUES}  # fmt: skip
    return [without(item) for item in raw] if isinstance(raw, list | tuple) else raw


def paths_of(brief: Brief) -> dict[Source, str]:
    return {source: str(source.file) for source in brief.sources}


@pytest.mark.parametrize("words", HOSTILE)
def test_the_brief_comes_back_without_what_is_for_colleagues(words: str) -> None:
    """Whatever its fields say: all of them are filled with words that mean something to YAML or to a writer."""
    raw = full(lambda path: f"{path} {words}")
    for number, source in enumerate(raw["sources"]):
        source |= {"file": f"seeds/{number}.txt", "sha256": "0" * 64}
    brief = load(json.dumps(raw).encode(), "full.yaml")
    data = brief_as_yaml(brief, paths_of(brief))
    again = load(data, "again.yaml")
    assert again.model_dump() != brief.model_dump()
    assert without(again.model_dump()) == without(brief.model_dump())
    assert again == load(brief_as_yaml(again, paths_of(again)), "third.yaml")


def test_no_comment_and_no_private_word_travels(folder: Folder) -> None:
    root = project(folder)
    assert build("--attach").exit_code == 0
    data, _ = inside(root / "output/mill.pdf")["mill.yaml"]
    text = data.decode()
    assert "#" not in text
    assert "private" not in text
    assert "business" not in text
    assert load(data, "x.yaml").extra == {"remark": "printed", "accept": "printed too"}
    assert b"private" not in (root / "output/mill.pdf").read_bytes()


@pytest.mark.parametrize("written", ["/srv/office/seeds/article.txt", "C:\\office\\article.txt", "\\\\server\\a.txt"])
def test_a_path_of_the_machine_does_not_travel(written: str) -> None:
    brief = load(f"title: T\nsources: ['{written}']\n".encode(), "x.yaml")
    data = brief_as_yaml(brief, {brief.sources[0]: "seeds/article.txt"})
    assert load(data, "y.yaml").sources[0].file == "seeds/article.txt"


def test_nor_does_that_of_a_source_in_the_project(folder: Folder) -> None:
    root = project(folder)
    content = CONTENT.format(redistribute="full").replace("seeds/article.txt", str(root / "seeds/article.txt"))
    (root / "content/mill.yaml").write_text(content, "utf-8")
    done = build("--attach")
    assert done.exit_code == 0, done.output
    for data, specification in inside(root / "output/mill.pdf").values():
        assert str(root).encode() not in data
        assert str(root) not in str(specification.Desc)
    assert str(root).encode() not in (root / "output/mill.pdf").read_bytes()


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)
VALUES = st.recursive(
    TEXT
    | st.none()
    | st.sampled_from(["null", "~", "no", "1.10", "12:30", "- a", "a: b", "# x", "&a", "*a", "!b", "'"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=9,
)


@given(st.dictionaries(st.from_regex("[a-z]{1,9}", fullmatch=True), VALUES, max_size=4))
def test_yaml_that_is_written_reads_back(value: dict[str, Any]) -> None:
    from briefgen.values import fold, refused_character

    def readable(one: Any) -> bool:
        if isinstance(one, dict):
            return all(map(readable, [*one, *one.values()]))
        if isinstance(one, list):
            return all(map(readable, one))
        return one is None or not (refused_character(one) or "\ufeff" in one or fold(one) != one)

    if readable(value):
        assert read(dump(value), "x.yaml") == value


# --- The sources ------------------------------------------------------------------------------------------------------
def test_a_source_that_may_be_passed_on_travels_whole(folder: Folder) -> None:
    root = project(folder, "full")
    done = build("--attach")
    assert "source-kept-back" not in done.stderr
    files = inside(root / "output/mill.pdf")
    assert sorted(files) == ["article.txt", "mill.yaml"]
    assert files["article.txt"][0] == SOURCE.encode()


def test_of_one_that_may_be_quoted_the_quoted_words_travel(folder: Folder) -> None:
    root = project(folder, "quotes")
    done = build("--attach")
    assert "of 'seeds/article.txt' only the quoted words travel" in done.stderr
    files = inside(root / "output/mill.pdf")
    assert sorted(files) == ["article-extracts.txt", "mill.yaml"]
    text = files["article-extracts.txt"][0].decode()
    assert text.startswith("EXTRACTS, NOT THE WHOLE TEXT\n")
    assert text.endswith("\n¶1\n… voted to buy the mill.\n")
    assert "clerk" not in text


def test_of_one_that_may_not_nothing_does(folder: Folder) -> None:
    root = project(folder, "none")
    assert "of 'seeds/article.txt' nothing travels" in build("--attach").stderr
    assert sorted(inside(root / "output/mill.pdf")) == ["mill.yaml"]


def test_nothing_travels_that_was_not_asked_for(folder: Folder) -> None:
    root = project(folder, "full")
    assert build().exit_code == 0
    with pikepdf.open(root / "output/mill.pdf") as file:
        assert "/AF" not in file.Root
        assert "/EmbeddedFiles" not in file.Root.Names


def test_what_is_said_of_each_file(folder: Folder) -> None:
    root = project(folder, "full")
    build("--attach")
    files = inside(root / "output/mill.pdf")
    brief, source = files["mill.yaml"][1], files["article.txt"][1]
    assert [str(one.EF.F.Subtype) for one in (brief, source)] == ["/application/yaml", "/text/plain"]
    assert [str(one.AFRelationship) for one in (brief, source)] == ["/Source", "/Source"]
    assert [str(one.EF.F.Params.ModDate) for one in (brief, source)] == ["D:20260309000000Z", "D:20260301000000Z"]
    assert str(brief.Desc) == "The brief that this document was made from, as YAML for briefgen"
    assert str(source.Desc) == "A source of the brief, which names it seeds/article.txt"
    for data, one in files.values():
        assert int(one.EF.F.Params.Size) == len(data)
        assert bytes(one.EF.F.Params.CheckSum) == hashlib.md5(data).digest()


def test_without_a_date_no_file_has_one(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = project(folder, "full")
    text = (
        CONTENT.format(redistribute="full")
        .replace("as_of: 2026-03-09\n", "")
        .replace("    published: 2026-03-01\n", "")
    )
    (root / "content/mill.yaml").write_text(text, "utf-8")
    build("--attach")
    for _, one in inside(root / "output/mill.pdf").values():
        assert {"/ModDate", "/CreationDate"}.isdisjoint(one.EF.F.Params.keys())


def test_the_same_input_gives_the_same_bytes(folder: Folder, tmp_path: Path) -> None:
    root = project(folder, "full")
    made = []
    for name in ("one", "two"):
        build("--attach", "-o", str(tmp_path / name))
        made.append((tmp_path / name / "mill.pdf").read_bytes())
    assert made[0] == made[1]
    (root / "seeds/article.txt").touch()
    build("--attach", "-o", str(tmp_path / "three"))
    assert (tmp_path / "three/mill.pdf").read_bytes() == made[0]


# --- Names ------------------------------------------------------------------------------------------------------------
def named(name: str, *files: str) -> list[Attachment]:
    listed = "".join(f"  - {{file: '{file}', redistribute: full}}\n" for file in files)
    brief = load(f"title: T\nsources:\n{listed}".encode(), "x.yaml")
    extracts = [SourceExtract(n, "S", "", "en", "full", ()) for n, _ in enumerate(files, 1)]
    return list(attachments(brief, name, None, paths_of(brief), lambda _: b"x", extracts))


def test_no_two_files_have_one_name() -> None:
    made = named("a.yaml", "x/A.txt", "y/a.txt", "z/a.txt", "z/A.YAML", "b/noend", "c/noend")
    assert [one.name for one in made] == ["a.yaml", "A.txt", "a-2.txt", "a-3.txt", "A-2.YAML", "noend", "noend-2"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("日本語.yaml", "日本語.yaml"),
        ('a"b:c?.yaml', "a_b_c_.yaml"),
        ("a\nb\udc80.yaml", "a_b_.yaml"),
        ("é b.yaml", "é b.yaml"),
    ],
)
def test_a_name_that_not_every_system_takes_is_made_one(name: str, expected: str) -> None:
    assert named(name, "s.txt")[0].name == expected


def test_a_name_of_other_letters_reads_back_from_the_file(folder: Folder) -> None:
    root = project(folder)
    (root / "content/mill.yaml").rename(root / "content/決定 é(1).yaml")
    build("--attach")
    file = next((root / "output").glob("*.pdf"))
    _, one = inside(file)["決定 é(1).yaml"]
    assert (str(one.UF), str(one.F)) == ("決定 é(1).yaml", "__ _(1).yaml")


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("txt", "text/plain"), ("MD", "text/markdown"), ("html", "text/html"), ("pdf", "application/pdf"),
     ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
     ("odd", "application/octet-stream")],
)  # fmt: skip
def test_the_kind_of_a_file_is_that_of_its_name(suffix: str, kind: str) -> None:
    assert named("x.yaml", f"s.{suffix}")[1].media_type == kind


def test_an_extract_says_whose_it_is() -> None:
    brief = load(b"title: T\nas_of: 2026-03-09\nsources: [a/s.html]\n", "x.yaml")
    extract = SourceExtract(1, "Article", "Title. 2026", "en", "quotes", (ParagraphExtract(4, "… words …", ()),))
    made = attachments(brief, "x.yaml", datetime.date(2026, 3, 9), paths_of(brief), lambda _: b"", [extract])[1]
    assert made.name == "s-extracts.txt"
    assert made.description == "What the brief quotes of its source a/s.html: extracts, not the whole text"
    assert made.data.decode() == (
        "EXTRACTS, NOT THE WHOLE TEXT\n\nFrom: Article: Title. 2026\n"
        'Here are only the words that the brief quotes. "…" stands for words left out.\n\n¶4\n… words …\n'
    )


# --- Wrong use --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["-f", "md,docx", "--attach"], "no-pdf-asked", "--attach is about the PDF, which is not among the formats"),
        (["-f", "md", "--pdf-variant", "plain"], "no-pdf-asked", "--pdf-variant is about the PDF"),
        (["--draft", "--attach"], "attach-to-draft", "a draft carries no files"),
        (["--pdf-variant", "a-4f"], "nothing-attached", "must hold at least one file"),
        (["--pdf-variant", "ua-2"], "unknown-pdf-variant", "rules 8.2.5.25-1"),
        (["--pdf-variant", "PDF/A-1a"], "unknown-pdf-variant", "rule 6.8.3.4-1"),
        (["--pdf-variant", "plane"], "unknown-pdf-variant", "did you mean 'plain'?"),
        (["--pdf-variant", "\x1b[31m"], "unknown-pdf-variant", "known: a-3a+ua-1, a-3a, ua-1, a-4f, plain"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_made(words: list[str], code: str, said: str, folder: Folder) -> None:
    root = project(folder)
    done = build(*words)
    assert done.exit_code == 2
    assert f"[{code}]" in done.stderr
    assert said in done.stderr
    assert "\x1b" not in done.stderr
    assert not (root / "output").exists()


def test_a_source_that_is_not_there(folder: Folder) -> None:
    root = project(folder)
    (root / "seeds/article.txt").unlink()
    done = build("--attach")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert not (root / "output/mill.pdf").exists()
