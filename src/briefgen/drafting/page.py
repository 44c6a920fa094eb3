"""A draft → the content file: what a person reads and edits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.drafting.clauses import Clause, one_line
from briefgen.drafting.draft import MOST_SENTENCES, MOST_STATEMENTS, SOURCE_ID, Draft
from briefgen.drafting.finds import Found
from briefgen.drafting.questions import Question
from briefgen.drafting.quotes import Quotation
from briefgen.drafting.statements import Statement
from briefgen.drafting.yamltext import comment, entry, quoted, scalar
from briefgen.sentences import Sentence

CONFIRM = "TODO confirm"
"""What stands under ``remark:`` of every entry until somebody has held it against the source."""
MOST_UNUSED = 400
"""Sentences that are listed as not used."""
LONGEST_LISTED = 600
"""Characters of such a sentence."""
_RULE = f"# {'-' * 117}"
_HEADS = {
    "decisions": "Decisions, and steps on the way to one, each as firm as its verb",
    "quotes": "What was said, word for word",
    "assessments": "Judgements, claims and denials, each with whose it is",
    "background": "What was so before, and what is reported without more",
    "next_steps": "What comes next",
}

_EXAMPLE = (
    "# decisions:",
    "#   - id: D1",
    "#     text: …",
    "#     commitment: decided",
    "#     evidence: …",
)


@dataclass(frozen=True)
class Names:
    """What the file says of files."""

    source: str
    """The source, as a path from the project's folder."""
    schema: str = "briefgen.schema.json"
    template: str = ""


def page(draft: Draft, names: Names) -> str:
    """Return the content file."""
    lines = [
        *_opening(draft, names),
        *_source(draft, names),
        *_bottom_line(),
        *_statements(draft, "decisions"),
        *_actors(draft),
        *_questions(draft),
        *_quotes(draft),
        *_statements(draft, "assessments"),
        *_statements(draft, "background"),
        *_statements(draft, "next_steps"),
        *_unused(draft),
    ]
    return "\n".join(lines) + "\n"


def _opening(draft: Draft, names: Names) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={names.schema}"
    yield "#"
    yield from comment(
        f"A first draft from {names.source}, made by 'briefgen new'. The words are the source's own, what was made of "
        "them is a guess. Hold each entry against the text: shorten 'text:' to what the reader needs, cut 'evidence:' "
        "to the clause that carries it, delete what is not wanted; then delete its line "
        f"'remark: {CONFIRM}'."
    )
    yield from comment(
        "S and ¶ number the sentences and paragraphs of the source. 'briefgen cite WORDS' finds the clause for words "
        "that you remember; 'briefgen check' holds the file to the source."
    )
    yield "briefgen: 1"
    yield f"# {CONFIRM}: " + ("the first line of the source" if draft.headline else "the first sentence of the source")
    yield from entry("title", draft.title, 0)
    if not draft.known:
        yield f"# {CONFIRM}: the language was not recognised; write its tag, such as de, here and under the source"
    elif not draft.readable:
        yield "# There are no cue words for this language, so no statement was drafted."
    yield f"language: {scalar(draft.language)}"
    yield "status: draft"
    if names.template:
        yield f"template: {scalar(names.template)}"


def _source(draft: Draft, names: Names) -> Iterator[str]:
    yield ""
    yield "# null: nothing was found in the text. Put in what you know."
    yield "sources:"
    yield f"  - id: {SOURCE_ID}"
    yield f"    file: {scalar(names.source)}"
    yield from entry("title", draft.title, 4) if draft.headline else ["    title: null"]
    head = draft.head
    if head.author or head.published:
        yield f"    # {CONFIRM}: as the head of the text has it"
    yield from entry("author", head.author, 4) if head.author else ["    author: null"]
    yield "    publisher: null"
    yield f"    published: {head.published or 'null'}"
    yield "    url: null"
    yield f"    language: {scalar(draft.language)}"
    yield f"    sha256: {quoted(draft.source.sha256)}"


def _head(words: str) -> Iterator[str]:
    yield from ("", _RULE)
    yield from comment(words)
    yield ""


def _bottom_line() -> Iterator[str]:
    yield from _head("At most four lines of print: what the reader must know. Write it last.")
    yield "# bottom_line:"
    yield "#   - text: …"
    yield "#     grounds: [D1]"


# --- Statements -------------------------------------------------------------------------------------------------------
def _statements(draft: Draft, section: str) -> Iterator[str]:
    own = [statement for statement in draft.statements if statement.section == section]
    if not own and section != "decisions":
        return
    yield from _head(_HEADS[section])
    if not own:
        yield from _EXAMPLE
        return
    yield f"{section}:"
    for number, statement in enumerate(own):
        yield from [""] * bool(number)
        yield from _statement(draft, statement)


def _statement(draft: Draft, statement: Statement) -> Iterator[str]:
    clause = draft.clause(statement.span)
    assert clause, "what cannot be cited is no statement"
    yield f"  # S{statement.number} ¶{statement.paragraph}"
    yield f"  - id: {statement.ident}"
    yield from entry("text", statement.text, 4)
    if statement.commitment:
        yield f"    commitment: {statement.commitment}"
    if statement.attribution:
        yield f"    attribution: {statement.attribution}"
    if statement.actors:
        yield f"    actors: [{', '.join(statement.actors)}]"
    if statement.when:
        yield f"    when: {scalar(statement.when)}"
    yield from _evidence(clause)
    yield f"    remark: {CONFIRM}"


def _evidence(clause: Clause) -> Iterator[str]:
    if not (clause.prefix or clause.suffix):
        yield from entry("evidence", clause.exact, 4)
        return
    yield "    evidence:"
    for key, words in (("exact", clause.exact), ("prefix", clause.prefix), ("suffix", clause.suffix)):
        if words:
            yield from entry(key, words, 6)


# --- Actors, questions, quotations ------------------------------------------------------------------------------------
def _actors(draft: Draft) -> Iterator[str]:
    yield from _head("Who acts, speaks or is named. Offices and kinds are guesses; delete those who play no part.")
    if not draft.actors:
        yield from ("# actors:", "#   - id: MINISTER", "#     name: …")
        return
    yield "actors:"
    for number, found in enumerate(draft.actors):
        yield from [""] * bool(number)
        yield from _actor(draft, found)


def _actor(draft: Draft, found: Found) -> Iterator[str]:
    yield f"  - id: {found.ident}"
    if found.name:
        yield from entry("name", found.name, 4)
    else:
        yield "    name: null"
        yield from entry("descriptor", found.descriptor, 4)
    aliases = list(dict.fromkeys(alias for alias in found.aliases if alias != found.name))
    if aliases:
        listed = f"[{', '.join(map(quoted, aliases))}]" if len(aliases) > 1 else scalar(aliases[0])
        yield f"    aliases: {listed}"
    if found.kind:
        yield f"    kind: {found.kind}"
    if found.role:
        yield from entry("role", found.role, 4)
    if found.speaks:
        yield "    presence: speaks"
    if clause := draft.evidence(found):
        yield from _evidence(clause)
    yield f"    remark: {CONFIRM}"


def _questions(draft: Draft) -> Iterator[str]:
    yield from _head("What is open: what a director would ask, and the source does not answer")
    if draft.open:
        listed = ", ".join(f"S{number}" for number in draft.open[:60])
        yield from comment(f"Sentences that leave something open: {listed}{', …' if len(draft.open) > 60 else ''}")
    if not draft.questions:
        yield from ("# open_questions:", "#   - text: …?", "#     why: …", "#     grounds: [D1]")
        return
    yield "open_questions:"
    for number, question in enumerate(draft.questions):
        yield from [""] * bool(number)
        yield from _question(draft, question)


def _question(draft: Draft, question: Question) -> Iterator[str]:
    clause = draft.clause(question.span)
    assert clause, "what cannot be cited is no question"
    yield f"  # S{question.number} ¶{question.paragraph}"
    yield f"  - id: {question.ident}"
    yield from entry("text", question.text, 4)
    yield from _evidence(clause)
    yield f"    remark: {CONFIRM}"


def _quotes(draft: Draft) -> Iterator[str]:
    if not draft.quotations:
        return
    yield from _head(_HEADS["quotes"])
    yield "quotes:"
    for number, quotation in enumerate(draft.quotations):
        yield from [""] * bool(number)
        yield from _quote(draft, quotation)


def _quote(draft: Draft, quotation: Quotation) -> Iterator[str]:
    clause = draft.clause(quotation.span)
    assert clause, "what cannot be cited is no quotation"
    yield f"  # S{quotation.number} ¶{quotation.paragraph}"
    yield f"  - id: {quotation.ident}"
    yield from entry("text", clause.exact, 4)
    if quotation.speaker and quotation.verb:
        yield f"    speaker: {{actor: {quotation.speaker}, verb: {quoted(quotation.verb)}}}"
    elif quotation.speaker:
        yield f"    speaker: {quotation.speaker}"
    if clause.prefix or clause.suffix:
        yield from _evidence(clause)
    yield f"    remark: {CONFIRM}"


# --- What is left -----------------------------------------------------------------------------------------------------
def _unused(draft: Draft) -> Iterator[str]:
    used = draft.used()
    left = [sentence for sentence in draft.source.sentences if sentence.number not in used]
    if not left:
        return
    total = len(draft.source.sentences)
    said = (
        f"In no statement, quotation or question yet: {len(left)} of {total} sentences. What the brief leaves out on "
        "purpose goes under the source, as 'set_aside:'."
    )
    if draft.cut:
        said += (
            f" The draft stops at {MOST_STATEMENTS} statements and reads the first {MOST_SENTENCES} sentences: what "
            "follows may hold more."
        )
    yield from _head(said)
    yield from _listed(draft, left[:MOST_UNUSED])
    if len(left) > MOST_UNUSED:
        yield "#"
        yield from comment(f"… and {len(left) - MOST_UNUSED} more, from S{left[MOST_UNUSED].number} on")


def _listed(draft: Draft, left: Iterable[Sentence]) -> Iterator[str]:
    for sentence in left:
        words = one_line(draft.source.text[sentence.start : sentence.end])
        shown = words if len(words) <= LONGEST_LISTED else f"{words[:LONGEST_LISTED]} …"
        yield from comment(shown, head=f"S{sentence.number} ¶{sentence.paragraph}: ")
