"""Sentences that say what is not known, or not decided: what a draft proposes as open questions.

"It is not clear who will pay", "Whether it opens has not been decided". The words that say so are those of the
language's list; in English the question stands behind them or opens the sentence, in Japanese they end it. The text is
the sentence as it stands: to ask it is left to the person who confirms it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.drafting.doubts import clause_before, clause_behind
from briefgen.drafting.finds import Read
from briefgen.drafting.governing import governing_cue
from briefgen.drafting.head import behind_dateline
from briefgen.drafting.quotes import quoted_spans
from briefgen.drafting.statements import before_stop
from briefgen.drafting.vocabulary import Words
from briefgen.reading import Cue, Reading
from briefgen.vocabulary import SETTLED

_BEHIND_NOT = 4
"""Tokens between a "not" and the word that it turns: not yet been fully decided."""
_BEFORE_QUESTION = 5
"""Tokens between what says that something is open and the question: known at this stage whether."""
_OPENING = 4
"""Tokens before a question that opens a sentence: the question of exactly who."""
_TAIL = 3
"""Tokens behind what says that the question before it is open."""
_RELATIVE = frozenset({"which", "who", "whose", "as", "when", "while"})
_PAUSE = re.compile(r"[,;:—–()“”\"]")


@dataclass
class Question:
    """An open question of the draft."""

    number: int
    """The number of its sentence."""
    paragraph: int
    span: tuple[int, int]
    """The evidence, as offsets into the source."""
    text: str
    alone: bool
    """Whether the sentence states nothing else: not "voted to close it, but it is not clear who pays"."""
    ident: str = ""


def question_of(read: Read, words: Words | None) -> Question | None:
    """Return the sentence as an open question; None where it does not say that something is open."""
    if words is None or read.reading.text.rstrip().endswith(("?", "？")):
        return None
    if read.reading.lexicon.letters:
        alone = True if _ends_open(read.reading, words) else None
    else:
        alone = _left_open(read.reading, words)
    if alone is None:
        return None
    start = behind_dateline(read.reading.text)
    span = (read.start + start, read.start + before_stop(read.reading.text))
    return Question(read.number, read.paragraph, span, read.reading.text[start:].strip(), alone)


def _ends_open(reading: Reading, words: Words) -> bool:
    return reading.text.rstrip().removesuffix("。").removesuffix("という").endswith(words.open_endings)


def _left_open(reading: Reading, words: Words) -> bool | None:
    """Return whether a sentence does nothing but leave something open; None where it leaves nothing open."""
    quoted = quoted_spans(reading.text)
    free = [cue for cue in reading.cues if not any(low <= cue.start < high for low, high in quoted)]
    governing = governing_cue(reading, free)
    for first, last in _open_words(reading, words):
        start = reading.tokens[first].start
        if any(low <= start < high for low, high in quoted):
            continue
        alone = not _says_more(reading, first, last, governing)
        aside = _is_aside(reading, first)
        if _asked_before(reading, first, last, words) or (_asks_behind(reading, last, words) and not aside):
            return alone
        if alone and not aside and _ends_sentence(reading, first, last):
            return True
    return None


def _open_words(reading: Reading, words: Words) -> Iterator[tuple[int, int]]:
    """Yield where a sentence says that something is open, as ranges of tokens: unclear, has not been decided."""
    folds = [token.fold for token in reading.tokens]
    more = {at for own in reading.of("not-only") for at in range(own.first, own.last)}
    turning = {own.last - 1 for own in reading.of("negation")}
    turning |= {at for at, fold in enumerate(folds) if fold in reading.lexicon.negators and at not in more}
    for index, fold in enumerate(folds):
        for phrase in words.open.get(fold, ()):
            turned = turning.intersection(range(index - 2, index))
            if tuple(folds[index : index + len(phrase)]) == phrase and not turned:
                yield index, index + len(phrase)
        if fold in words.settling:
            near = [at for at in turning if 0 < index - at <= _BEHIND_NOT and not _is_open(folds[at], words)]
            if near and not _paused(reading, min(near), index) and not _is_rule(reading, min(near), index):
                yield min(near), index + 1


def _is_open(fold: str, words: Words) -> bool:
    return (fold,) in words.open.get(fold, ())


def _is_rule(reading: Reading, turning: int, index: int) -> bool:
    """Tell whether a "not" says who decides as a rule, and nothing of what is undecided: does not decide who."""
    before = {token.fold for token in reading.tokens[max(0, turning - 1) : turning + 1]}
    settles = bool(reading.lexicon.alone(reading.tokens[index].fold) & SETTLED)
    return settles and not before.isdisjoint({"do", "does", "don't", "doesn't", "cannot", "can't", "can"})


def _is_aside(reading: Reading, first: int) -> bool:
    """Tell whether words stand in a clause that only goes with another: as it was not clear who owned it."""
    clause = clause_before(reading, first)
    own = [cue for cue in reading.cues if cue.first in clause]
    relative = any(reading.tokens[at].fold in _RELATIVE for at in clause)
    return relative or any(cue.classes & {"cause", "condition"} and "negation" not in cue.classes for cue in own)


def _asks_behind(reading: Reading, last: int, words: Words) -> bool:
    """Tell whether a question follows: clear (at this stage) who."""
    times = {at for cue in reading.of("time") for at in range(cue.first, cue.last)}
    for at in range(last, min(len(reading.tokens), last + _BEFORE_QUESTION + 1)):
        fold = reading.tokens[at].fold
        if _paused(reading, at - 1, at):
            return False
        if fold in words.asking:
            return not _goes_on_until(reading, at)
        if fold == "if":
            return at == last
        if fold not in words.before_question and at not in times and not fold.endswith("ly"):
            return False
    return False


def _goes_on_until(reading: Reading, index: int) -> bool:
    """Tell whether the sentence says until when something was open: not clear who led until the votes were counted."""
    return any(token.fold == "until" for token in reading.tokens[index:])


def _asked_before(reading: Reading, first: int, last: int, words: Words) -> bool:
    """Tell whether the sentence opens with the question: whether it can stay (has not been decided)."""
    opening = [token.fold for token in reading.tokens[:_OPENING]]
    asked = next((at for at, fold in enumerate(opening) if fold in words.asking), None)
    if asked is None or any(fold not in words.before_question for fold in opening[:asked]) or asked >= first:
        return False
    behind = _behind(reading, last)
    return behind <= _TAIL and (opening[asked] == "whether" or not _paused(reading, asked, first))


def _ends_sentence(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words are all that a sentence says of its subject: the date is not yet known."""
    before = range(max(0, first - 2), first)
    begun = any(reading.is_finite(at) or reading.tokens[at].fold in {"remains", "remain"} for at in before)
    behind = _behind(reading, last)
    closed = not behind or (behind == 1 and reading.tokens[last].fold in reading.lexicon.function_words)
    return begun and closed and reading.tokens[last - 1].fold not in {"say", "know", "word"}


def _behind(reading: Reading, last: int) -> int:
    """Return how many tokens stand between here and the next pause."""
    count = 0
    while last + count < len(reading.tokens) and not _paused(reading, last + count - 1, last + count):
        count += 1
    return count


def _paused(reading: Reading, first: int, last: int) -> bool:
    return bool(_PAUSE.search(reading.text[reading.tokens[first].end : reading.tokens[last].start]))


def _says_more(reading: Reading, first: int, last: int, governing: Cue | None) -> bool:
    """Tell whether a sentence reports a deed beside what is open, in a clause of its own."""
    if governing is None:
        return False
    if governing.first < first:
        behind = clause_behind(reading, governing)
        return behind is None or behind > first
    return any(reading.breaks_before(index) for index in range(last, governing.first + 1))
