"""Which cue says how firm a sentence is: the verb of its main clause, where that can be told.

"The council has agreed" is firm, "an agreement that the council rejected" is not, nor is "unless the council agrees".
What is doubtful is left without a commitment: a draft that claims too little can be mended, one that claims too much is
believed.
"""

import re
from functools import lru_cache
from itertools import zip_longest

from briefgen.drafting.doubts import QUESTIONS, clause_before, clause_behind, is_doubtful, is_urged
from briefgen.drafting.finds import is_report
from briefgen.lexicon import Lexicon
from briefgen.reading import Cue, Reading, stem
from briefgen.scripts import HAN
from briefgen.vocabulary import SETTLED

COMMITMENTS = (
    "denied",
    "inferred",
    "considering",
    "proposed",
    "aims",
    "expected",
    "planned",
    "scheduled",
    "announced",
    "confirmed",
    "agreed",
    "decided",
)
"""Commitments from those that claim least to those that claim most."""
TURNED = frozenset({"negation", "refusal", "reversal"})
_REACH = 4
"""Tokens between a cue and what turns it or puts it off."""
_MARKS = frozenset(
    re.findall(
        r"\w+",
        "a an the its their his her this no any some of to by for in at on with from into toward towards over against "
        "under between about before after since as",
    )
)
"""Words before a noun."""
_NOUN = re.compile(r"(?:ments?|[ts]ions?|als?|mously|sals?)$")
_ASIDE = re.compile(r"[,—–] (?:which|who|whom|whose|when|where|something)\b")
_RELATIVE = frozenset({"that", "which", "who", "whom"})


def governing_cue(reading: Reading, cues: list[Cue]) -> Cue | None:
    """Return the cue of the main verb, or a word that denies all of it; None where no cue is surely one.

    ``cues`` are those outside quotations; a denial counts within one too.
    """
    found = [cue for cue in cues if cue.classes.intersection(COMMITMENTS) and "anonymous" not in cue.classes]
    if reading.lexicon.verb_last:
        denials = [cue for cue in found if "denied" in cue.classes and not is_turned(reading, cue)]
        return next((cue for cue in [*denials, *reversed(found)] if _may_end(reading, cue)), None)
    denial = next((cue for cue in reading.of("denied") if _is_denial(reading, cue)), None)
    verbs = [cue for cue in found if _is_verb(reading, cue) and not is_turned(reading, cue)]
    sure = [cue for cue in verbs if not (is_doubtful if SETTLED & cue.classes else is_urged)(reading, cue)]
    return denial or _behind_reports(reading, [cue for cue in sure if not _is_aside(reading, cue)])


def least(cue: Cue) -> str:
    """Return the commitment that claims least of those that a cue may stand for."""
    return next(name for name in COMMITMENTS if name in cue.classes)


def is_turned(reading: Reading, cue: Cue) -> bool:
    """Tell whether a "not" or the like stands beside a cue, or what puts it off: will announce, unless it agrees."""
    others = [own for own in reading.of(*TURNED) if own is not cue]
    if reading.lexicon.verb_last:
        return any(0 <= own.first - cue.last <= _REACH and "negation" in own.classes for own in others)
    others += [own for own in reading.of("future", "possible", "condition") if own is not cue]
    near = [own for own in others if 0 <= cue.first - own.last < _REACH and not cue.classes & own.classes]
    return any("," not in reading.text[own.end : cue.start] for own in near)


def is_part_of_name(reading: Reading, cue: Cue, particles: str) -> bool:
    """Tell whether a cue in Han is part of a longer word, or a noun by the particle behind it: 検証委員会, 承認が."""
    following = reading.text[cue.end : cue.end + 1]
    in_han = bool(following) and bool(_IN_HAN.search(cue.words))
    return in_han and bool(_IN_HAN.search(following) or following in particles)


# --- Where the verb stands first --------------------------------------------------------------------------------------
def _behind_reports(reading: Reading, found: list[Cue]) -> Cue | None:
    """Return the first cue, or what it introduces where that says less: announced that it is considering."""
    for cue, following in zip_longest(found, found[1:]):
        if following is None or clause_behind(reading, cue) is None or _rank(following) > _rank(cue):
            return cue
    return None


def _rank(cue: Cue) -> int:
    return COMMITMENTS.index(least(cue))


def _is_verb(reading: Reading, cue: Cue) -> bool:
    """Tell whether a cue is not the noun that looks like it: a plan, the offer, two votes to one."""
    if not cue.first:
        return False
    before = reading.tokens[cue.first - 1]
    if before.fold in _MARKS | _RELATIVE or before.fold.endswith("'s") or _is_number(reading, before.fold):
        return False
    if _is_subject(reading, cue) or _ends_clause(reading, cue) or _only_asks(reading, cue):
        return False
    word = reading.tokens[cue.first].fold
    firm = cue.last - cue.first == 1 and cue.classes & SETTLED
    return not (firm and (_NOUN.search(word) or word in _nouns(reading.lexicon)))


def _ends_clause(reading: Reading, cue: Cue) -> bool:
    """Tell whether a word in -s stands before a pause, as nouns do: larger hopes."""
    pause = cue.last >= len(reading.tokens) or not reading.text[cue.end].isspace()
    return pause and cue.last - cue.first == 1 and cue.words.endswith("s")


def _only_asks(reading: Reading, cue: Cue) -> bool:
    """Tell whether somebody asks a question, and not for something: asked why."""
    following = reading.tokens[cue.last].fold if cue.last < len(reading.tokens) else ""
    return "proposed" in cue.classes and "speech" in cue.classes and following in QUESTIONS


def _is_number(reading: Reading, fold: str) -> bool:
    return fold.isdecimal() or fold in reading.lexicon.file.numbers.words


def _is_subject(reading: Reading, cue: Cue) -> bool:
    """Tell whether a single word is what the finite verb behind it tells of: the steel dispute is settled."""
    if cue.last - cue.first > 1 or cue.last >= len(reading.tokens):
        return False
    plain = not cue.words.casefold().endswith(("ed", "ing"))
    return plain and reading.is_finite(cue.last) and not reading.is_finite(cue.first)


@lru_cache(maxsize=8)
def _nouns(lexicon: Lexicon) -> frozenset[str]:
    """Return the single words that a lexicon with verbs lists beside them, and that are none: accord, verdict."""
    classes = [words for name, words in lexicon.file.classes.items() if name in SETTLED and words.verbs]
    verbs = {stem(str(verb).split()[0].casefold(), lexicon.language) for words in classes for verb in words.verbs}
    listed = {str(word).casefold() for words in classes for word in words.words}
    return frozenset(word for word in listed if stem(word, lexicon.language) not in verbs)


def _is_aside(reading: Reading, cue: Cue) -> bool:
    """Tell whether a cue stands in a clause that only tells more of a noun: the charge, which she proposed."""
    opens = list(_ASIDE.finditer(reading.text, 0, cue.start))
    if opens and "," not in reading.text[opens[-1].end() : cue.start]:
        return True
    return any(
        reading.tokens[index].fold in _RELATIVE and index not in _introducing(reading)
        for index in clause_before(reading, cue.first)[-_REACH:]
        if index and reading.tokens[index - 1].fold != "and"
    )


@lru_cache(maxsize=4)
def _introducing(reading: Reading) -> frozenset[int]:
    """Return the tokens that may begin what somebody says, announces or decides: said on Monday that."""
    reports = [own for own in reading.cues if own.classes.intersection(COMMITMENTS) or is_report(own)]
    clauses = [clause_behind(reading, own) for own in reports]
    return frozenset([*(own.last for own in reports), *(index - 1 for index in clauses if index)])


def _is_denial(reading: Reading, cue: Cue) -> bool:
    before = reading.tokens[cue.first - 1].fold if cue.first else ""
    return before not in _MARKS and not _is_subject(reading, cue) and not is_turned(reading, cue)


# --- Where it stands last ---------------------------------------------------------------------------------------------
_IN_HAN = re.compile(f"[{HAN}]$")
_TO_THE_END = re.compile(
    "(?:を(?:示|発表|表明|明ら|決|固|出|受|打ち出)|に(?:達|至|入)|で(?:調整|検討|合意))?"
    f"[{HAN}]{{0,2}}[\u3041-\u309f]{{0,12}}(?:[。、」）]|\\s*$)"
)


def _may_end(reading: Reading, cue: Cue) -> bool:
    """Tell whether a cue is the verb of its clause: nothing but its endings stand before the next pause."""
    if cue.classes & TURNED and "denied" not in cue.classes:
        return False
    noun = is_part_of_name(reading, cue, "がのはもを" if cue.classes & SETTLED else "")
    return not noun and not is_turned(reading, cue) and bool(_TO_THE_END.match(reading.text, cue.end))
