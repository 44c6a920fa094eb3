"""Whatever a source holds, its draft is a content file that loads, and that its source bears out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import random_trees
from briefgen.check import check, evidence_of, examine
from briefgen.drafting.clauses import pinned
from briefgen.drafting.draft import drafted
from briefgen.drafting.page import Names
from briefgen.drafting.proof import proved
from briefgen.drafting.yamltext import comment, entry, quoted, scalar
from briefgen.evidence import Passage, locate
from briefgen.load import load
from briefgen.model import cited
from briefgen.problems import Severity
from briefgen.source import SourceText, read
from briefgen.values import fold
from briefgen.yamlfile import read as read_yaml
from conftest import tries
from model_briefs import HOSTILE

PROFILE = settings(max_examples=tries(150), suppress_health_check=list(HealthCheck))
NEWS = [
    "The council agreed on Monday to buy the mill",
    "“We are not there yet,” said Mayor Ana Ruiz, who leads the council",
    "A person familiar with the talks denied that the ministry had decided",
    'According to Reuters, the board is considering: a "deal" # 5 {a: b}',
    "政府は12日、新設する方針を決めた。大村健一福祉相は「まだ決まっていない」と述べた",
    "- id: D1",
    "remark: TODO confirm",
    "--- |- >+ &x *x !y % @ `",
    "The U.S. said it would not",
    "It was not clear who would pay, and insurer Veldra had told staff that it",
    "and of the",
]
MARKS = [
    ". ",
    ", ",
    "\n",
    "\n\n",
    " ",
    "。",
    "! ",
    "…",
    "\t",
    "\ufeff",
    "\u2028",
    "\x85",
    "\u00a0",
    "\u200b",
    "\r\n",
    "’s ",
]
PIECES = st.sampled_from([*NEWS, *MARKS, *HOSTILE]) | random_trees.TEXTS | st.text(max_size=6)
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map("".join)


def source_of(text: str) -> SourceText | None:
    """Read a text as a source; None where it holds nothing, or what no text holds."""
    data = text.replace("\0", " ").encode(errors="replace")
    if not data.strip() or data.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"PK", b"%PDF", b"{\\rtf", b"GIF8", b"II*", b"MM")
    ):
        return None
    source = read(data, "a.txt")
    return source if source.sentences else None


@pytest.mark.parametrize("language", ["", "en", "ja", "de"])
@given(text=TEXTS)
@PROFILE
def test_the_draft_of_any_text_loads_and_holds(language: str, text: str) -> None:
    source = source_of(text)
    if source is None:
        return
    written = proved(drafted(source, language), Names("seeds/a.txt"))
    brief = load(written.encode(), "a.yaml")
    case = examine(brief, "a.yaml", {brief.sources[0]: source})
    for _, one in cited(brief):
        assert all(isinstance(case.found[evidence], Passage) for evidence in evidence_of(one))
    assert [problem for problem in check(case) if problem.severity is Severity.ERROR] == []


@given(text=TEXTS, data=st.data())
@PROFILE
def test_a_clause_is_found_where_it_was_taken_from(text: str, data: st.DataObject) -> None:
    source = source_of(text)
    if source is None:
        return
    sentence = data.draw(st.sampled_from(source.sentences))
    clause = pinned(source, sentence.start, sentence.end)
    if clause:
        found = locate(source, clause.exact, clause.prefix, clause.suffix)
        assert isinstance(found, Passage)
        assert sentence.start <= found.start <= found.end <= sentence.end


# --- YAML -------------------------------------------------------------------------------------------------------------
@given(text=TEXTS)
@PROFILE
def test_text_reads_back_from_yaml(text: str) -> None:
    source = source_of(text)
    if source is None:
        return
    plain = source.text.replace("\ufeff", "")
    lines = ["a:", *entry("folded", plain, 2), f"  line: {scalar(plain)}", f"  list: [{quoted(plain)}, x]"]
    wanted = fold(plain)
    raw = read_yaml("\n".join(lines).encode(), "x.yaml")["a"]
    if wanted:
        assert {fold(raw["folded"]), fold(raw["line"]), fold(raw["list"][0])} <= {wanted, _joined(plain)}


def _joined(text: str) -> str:
    """Return text as it is when a line break between characters without blanks is none."""
    from briefgen.drafting.clauses import one_line

    return one_line(text)


@given(text=TEXTS)
@PROFILE
def test_nothing_gets_out_of_a_comment(text: str) -> None:
    source = source_of(text)
    if source is None:
        return
    lines = [*comment(source.text, 2, "S1 ¶1: "), "a: b"]
    assert dict(read_yaml("\n".join(lines).encode(), "x.yaml")) == {"a": "b"}


@pytest.mark.parametrize(
    "text",
    ["null", "~", "true", "1.10", "12:30", "a: b", "a #b", "a:", "- a", "? a", "'a'", "…", "*a", "no", "=", "<<"],
)
def test_words_of_yaml_are_quoted(text: str) -> None:
    raw = read_yaml(f"a: {scalar(text)}".encode(), "x.yaml")
    assert raw["a"] == text
    assert raw["a"].swallowed == ""
