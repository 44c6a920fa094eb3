"""What keeps a deed from being reported as done: a "not", a "whether", a "must", a claim, a report that is not given.

"Nobody knows why the board decided" and "the council should approve" hold the words of a decision, and report none.
Asked of verbs in languages whose verbs stand first.
"""

import re

from briefgen.drafting.finds import is_report
from briefgen.reading import Cue, Reading
from briefgen.vocabulary import COMMITMENT_GROUPS

_PAUSE = re.compile(r"[,;:—–()]")
_SUBORDINATE = frozenset(
    {"before", "until", "while", "because", "when", "whether", "why", "how", "what", "where", "wherever", "whenever"}
)
"""Words of a clause that only goes with another."""
_OUGHT = frozenset({"should", "must", "ought", "needs", "need", "let"})
_TURNED_ROUND = frozenset({"had", "were", "should"})
"""What a sentence begins with that says "if" without it."""
BE = frozenset({"is", "are", "was", "were", "be", "been", "am"})
"""The forms of "be", before a participle."""
_HELPING = BE | {"has", "have", "had"}
_REACH = 5
"""Tokens between a verb and what weakens it."""
_LONGEST_ADDRESS = 8
"""Tokens between "told" and what was told: the members of the board on Monday."""
_ADDRESSING = frozenset({"told", "tell", "tells", "telling", "informed", "assured", "reminded", "warned", "notified"})
"""Words for speaking behind which stands to whom."""
_BEFORE_WHOM = frozenset({"to", "on", "in", "at", "by", "during", "through", "before", "after", "late", "early"})
_ASKING = frozenset({"who", "whom", "whose", "which", "if"})
QUESTIONS = frozenset({"whether", "why", "how", "what", "when", "where"}) | _ASKING
"""Words that begin a question within a sentence."""
_ATTITUDES = frozenset({"be", "like", "prefer", "rather", "love", "support"})
"""Words behind "would" that say what somebody thinks of a thing."""
_SUBJECTS = frozenset({"it", "he", "she", "they", "we"})


def is_doubtful(reading: Reading, cue: Cue) -> bool:
    """Tell whether a verb that says something is done stands under words that leave that open."""
    inside = clause_before(reading, cue.first)
    folds = [reading.tokens[index].fold for index in inside]
    if _SUBORDINATE.intersection(folds) or reading.lexicon.negators.intersection(folds):
        return True
    if 0 in inside and folds[0] in _TURNED_ROUND:
        return True
    earlier = [own for own in reading.cues if own.first in inside]
    return (
        any("condition" in own.classes or _claims(reading, own) for own in earlier)
        or _is_wished(reading, cue)
        or _is_participle(reading, cue)
        or any(_is_withheld(reading, own, earlier) for own in earlier)
    )


def is_urged(reading: Reading, cue: Cue) -> bool:
    """Tell whether a verb stands behind what says that it ought to be: the council should consider it."""
    return any(reading.tokens[index].fold in _OUGHT for index in clause_before(reading, cue.first)[-_REACH:])


def is_coming(reading: Reading, cue: Cue, *, said: bool) -> bool:
    """Tell whether a "will" says what is to come: in the main clause, or in what somebody says of their own plans.

    A "would" that is ``said`` is what will be where a time goes with it, or where the one who speaks is its subject and
    does more than welcome it.
    """
    if reading.lexicon.letters:
        return not said
    folds = [token.fold for token in reading.tokens]
    clause = clause_before(reading, cue.first)
    aside = bool(clause) and clause[0] > 0 and folds[clause[0]] in _ASKING
    if (_SUBORDINATE | _ASKING).intersection(folds[index] for index in clause[aside:]):
        return False
    if cue.words.casefold() != "would":
        return True
    following = folds[cue.last] if cue.last < len(folds) else ""
    if following in {"not", "have"}:
        return False
    if any(own.first > cue.last and not _is_broken(reading, cue.last, own.first) for own in reading.of("time")):
        return True
    attitude = following in _ATTITUDES or any(own.first == cue.last for own in reading.of("speech", "refusal"))
    return not said or (folds[cue.first - 1] in _SUBJECTS and not attitude)


def _is_broken(reading: Reading, first: int, last: int) -> bool:
    return any(reading.breaks_before(index) for index in range(first, last + 1))


def clause_behind(reading: Reading, cue: Cue) -> int | None:
    """Return the token that begins what a report introduces: said (on Monday) that …, told staff it would …."""
    tokens = reading.tokens
    for index in range(cue.last, min(len(tokens), cue.last + _LONGEST_ADDRESS)):
        if _PAUSE.search(reading.text[tokens[index - 1].end : tokens[index].start]):
            return None
        between = index > cue.last
        if between and not _is_address(reading, cue):
            return None
        if tokens[index].fold == "that":
            return index + 1
        if tokens[index].fold in _SUBJECTS and index + 1 < len(tokens) and reading.is_finite(index + 1):
            return index
    return None


def clause_before(reading: Reading, index: int) -> list[int]:
    """Return the tokens of a verb's clause that stand before it, without what stands between commas right before it."""
    tokens = reading.tokens
    found: list[int] = []
    pauses = 0
    inserted = bool(index) and "," in reading.text[tokens[index - 1].end : tokens[index].start]
    for at in range(index, 0, -1):
        pauses += bool(_PAUSE.search(reading.text[tokens[at - 1].end : tokens[at].start]))
        breaks = reading.breaks_before(at) or (tokens[at - 1].fold, tokens[at].fold) == ("and", "that")
        within = inserted and pauses == 1
        if pauses > 2 * inserted or (at < index and breaks and not within):
            break
        if not within:
            found.insert(0, at - 1)
    return found


def _is_address(reading: Reading, cue: Cue) -> bool:
    """Tell whether what stands behind a word for speaking is to whom, when or where it was said."""
    opens = reading.tokens[cue.last].fold
    time = any(own.first == cue.last for own in reading.of("time"))
    return time or opens in _BEFORE_WHOM or cue.words.casefold() in _ADDRESSING


def _claims(reading: Reading, cue: Cue) -> bool:
    """Tell whether a cue says that somebody only claims or doubts what follows: argued that, reportedly."""
    if "alleged" in cue.classes and cue.words.casefold().endswith("ly"):
        return True
    following = reading.tokens[cue.last].fold if cue.last < len(reading.tokens) else ""
    before = reading.tokens[cue.first - 1].fold if cue.first else ""
    claim = "alleged" in cue.classes or cue.words.casefold().startswith("doubt")
    return claim and "speech" in cue.classes and before not in reading.lexicon.noun_marks and following != "to"


def _is_wished(reading: Reading, cue: Cue) -> bool:
    """Tell whether a verb stands behind what says that it ought to be, can be, or almost was."""
    near = range(max(0, cue.first - _REACH), cue.first)
    ability = any(own.first in near for own in reading.of("ability"))
    almost = bool(near) and reading.tokens[near[-1]].fold in {"almost", "nearly"}
    return ability or almost or is_urged(reading, cue)


def _is_participle(reading: Reading, cue: Cue) -> bool:
    """Tell whether a verb is no finite one: approving it, having or to have approved it, a plan approved by them."""
    folds = [token.fold for token in reading.tokens]
    word, before = folds[cue.first], folds[max(0, cue.first - 3) : cue.first]
    infinite = "having" in before or (word.endswith("ing") and not BE.intersection(before))
    by = folds[cue.last : cue.last + 1] == ["by"] and not _is_count(reading, cue.last + 1)
    return infinite or "to have" in " ".join(before) or (by and not _HELPING.intersection(before))


def _is_count(reading: Reading, index: int) -> bool:
    """Tell whether a number of votes begins at a token: by 20 to 11, by a majority."""
    fold = reading.tokens[index].fold if index < len(reading.tokens) else ""
    return fold[:1].isdigit() or fold in {"a", "an"} or fold in reading.lexicon.file.numbers.words


def _is_withheld(reading: Reading, cue: Cue, earlier: list[Cue]) -> bool:
    """Tell whether a report is one that is not given, or not yet: refused to confirm, will announce."""
    if not (is_report(cue) or cue.classes & COMMITMENT_GROUPS.keys()):
        return False
    return any(
        0 <= cue.first - own.last < _REACH and own.classes & {"refusal", "possible", "future"} for own in earlier
    )
