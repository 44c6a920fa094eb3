"""Who is named in a text of a language that writes names with a capital letter.

A run of capitalised words is a name unless a sentence or a time begins with it. What it is the name of is told by the
words beside it (an office, "insurer"), by its last word ("Council"), or by the way the text shortens it: persons to
their last name, companies to their first. All of it is a guess, for a person to confirm.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefgen.drafting.deeds import DEEDS, acts, is_speaker_behind
from briefgen.drafting.finds import Found, Read, head_of
from briefgen.drafting.runs import POSSESSIVE, Runs
from briefgen.drafting.vocabulary import Words
from briefgen.reading import Reading
from briefgen.vocabulary import ActorKind

_OPENS = re.compile(r"(?:^|[.!?:“\"‘(\[—–•]\s*)$")


@dataclass
class _Name:
    """A name with all that is known of it so far."""

    words: tuple[str, ...]
    spans: list[tuple[int, int]] = field(default_factory=list)
    roles: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    """Offices that stand beside it, with the span of both."""
    acts: int = 0
    sure: bool = False
    """Whether it is a name, and not only a word that a sentence begins with."""
    opening: list[int] = field(default_factory=list)
    """Where its second word begins, each time that a sentence begins with its first."""
    there: int = 0
    """How often it stands behind "in" and the like."""
    kinds: Counter[ActorKind] = field(default_factory=Counter)
    """What the words beside it make of it."""

    @property
    def is_place(self) -> bool:
        """Whether it stands behind "in" and the like wherever it stands."""
        return self.there == len(self.spans)

    @property
    def text(self) -> str:
        return " ".join(self.words)


class Capitals:
    """Gathers the names of a text, sentence by sentence."""

    def __init__(self, words: Words, states: frozenset[str], apart: frozenset[str] = frozenset()) -> None:
        """``states`` are names of countries, ``apart`` what the text is known to name alone."""
        self.words = words
        self.states = states
        self.runs = Runs(words, states, apart)
        self.names: dict[str, _Name] = {}

    def take(self, read: Read) -> None:
        """Note the names of a sentence."""
        reading = read.reading
        for begin, end in self.runs.of(reading):
            for first, last in self._without_opening(reading, begin, end):
                self._note(read, first, last)

    # --- What opens a run ---
    def _without_opening(self, reading: Reading, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Take off the function words that a run opens with: The, In, According."""
        while first < last and self._only_opens(reading, first):
            first += 1
        if first < last:
            yield first, last

    def _only_opens(self, reading: Reading, index: int) -> bool:
        fold = reading.tokens[index].fold
        return fold in reading.lexicon.function_words and fold not in self.words.titles

    # --- What stands beside a run -------------------------------------------------------------------------------------
    def _note(self, read: Read, first: int, last: int) -> None:
        reading = read.reading
        begin = first
        first = self._behind_titles(reading, first, last)
        if first >= last:
            return
        words = tuple(_bare(reading, index, last) for index in range(first, last))
        if len(words) == 1 and len(words[0]) < 2:
            return
        name = self.names.setdefault(" ".join(words), _Name(words))
        start, end = reading.tokens[first].start, _end(reading, last)
        name.spans.append((read.start + start, read.start + end))
        opens = bool(_OPENS.search(reading.text[: reading.tokens[begin].start]))
        possessive = bool(POSSESSIVE.search(reading.text[start : reading.tokens[last - 1].end]))
        name.sure |= not opens or begin < first or possessive or last - first > 1
        if opens and begin == first and last - first > 1:
            name.opening.append(read.start + reading.tokens[first + 1].start)
        name.acts += not possessive and (acts(reading, last) or is_speaker_behind(reading, begin))
        there = bool(begin) and reading.tokens[begin - 1].fold in {*self.words.where, "of"}
        there &= not (begin > 1 and reading.tokens[begin - 2].fold == "according")
        name.there += there
        for role, span in self._roles(reading, begin, first, last):
            name.kinds["person"] += 1
            if role.casefold().rstrip(".") not in self.words.honorifics:
                name.roles.append((role, (read.start + span[0], read.start + span[1])))
        if kind := self._kind_before(reading, begin):
            name.kinds[kind] += 1
            name.sure = True
        if (
            possessive
            and last < len(reading.tokens)
            and self.words.heads.get(reading.tokens[last].fold) == "government"
        ):
            name.kinds["state"] += 1
        if not there:
            self._behind(read, name, last)

    def _behind_titles(self, reading: Reading, first: int, last: int) -> int:
        """Return where the name begins behind the titles of a run; at its end for an office without a name."""
        titles = [index for index in range(first, last) if self._is_title(reading, index)]
        if not titles:
            return first
        if any(
            reading.tokens[index].fold == "of" and reading.tokens[index - 1].fold in self.words.heads
            for index in range(first + 1, last)
        ):
            return first
        if titles[-1] == last - 1:
            return last if last - first > 1 or reading.tokens[first].fold in self.words.titles else first
        head = reading.tokens[last - 1].fold
        return first if head in self.words.heads or head in self.words.places else titles[-1] + 1

    def _is_title(self, reading: Reading, index: int) -> bool:
        fold = reading.tokens[index].fold.rstrip(".")
        of_state = fold == "state" and index and reading.tokens[index - 1].fold == "of"
        return fold in self.words.titles or bool(of_state)

    def _roles(self, reading: Reading, begin: int, first: int, last: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the office before a name, with the span of both."""
        tokens, text = reading.tokens, reading.text
        end = _end(reading, last)
        if begin < first:
            role = text[tokens[begin].start : tokens[first - 1].end]
            start = tokens[begin].start
        else:
            index = self._office_before(reading, first)
            if index == first:
                return
            start, role = tokens[index].start, text[tokens[index].start : tokens[first - 1].end]
        yield role, (start, end)

    def _office_before(self, reading: Reading, first: int) -> int:
        """Return where an office in small letters begins that stands right before a name: transport commissioner X."""
        tokens, text = reading.tokens, reading.text
        if not first or text[tokens[first - 1].end : tokens[first].start] not in {" ", ", ", "\n"}:
            return first
        comma = text[tokens[first - 1].end] == ","
        if not self._is_title(reading, first - 1) or text[tokens[first - 1].start].isupper():
            return first
        index = first - 1
        cues = {cue.first for cue in reading.cues if cue.classes & DEEDS}
        while index and first - index < 4 and text[tokens[index - 1].end : tokens[index].start] == " ":
            fold = tokens[index - 1].fold
            ordinary = fold in reading.lexicon.function_words or index - 1 in cues or fold.endswith(("'s", "ing", "ed"))
            if ordinary and not self._is_title(reading, index - 1):
                break
            index -= 1
        own = tokens[index - 1].fold if index else ""
        determined = own in _DETERMINERS or own.endswith("'s")
        return first if comma and not determined else index

    def _kind_before(self, reading: Reading, first: int) -> ActorKind | None:
        """Return what the word right before a name makes of it: the insurer X, a consumer association, X."""
        if not first or reading.text[reading.tokens[first - 1].end : reading.tokens[first].start] not in {" ", ", "}:
            return None
        return self.words.beside.get(reading.tokens[first - 1].fold)

    def _behind(self, read: Read, name: _Name, last: int) -> None:
        """Look at what stands behind a name: who …, of the Institute, or between commas its office or business."""
        text, end = read.reading.text, _end(read.reading, last)
        if len(name.words) > 1 and _OF_PERSONS.match(text, end):
            name.kinds["person"] += 1
        found = _REMARK.match(text, end)
        if not found:
            return
        folds = [word.casefold() for word in re.findall(r"[\w-]+", found["words"])]
        if any(word in self.words.titles for word in folds) or self._is_person(found["words"]):
            where = _AT.match(text, found.end("words"))
            last_of_role = where.end() if where else found.end("words")
            own = found.start("words") if found["article"] in _DROPPED else found.start("article")
            name.roles.append((text[own:last_of_role], (name.spans[-1][0], read.start + last_of_role)))
            name.kinds["person"] += 1
            name.sure = True
        elif found["article"] and (kinds := [self.words.beside[word] for word in folds if word in self.words.beside]):
            name.kinds[kinds[-1]] += 1
            name.sure = True

    def _is_person(self, remark: str) -> bool:
        """Tell whether the noun of a remark ends as words for persons do: a beekeeper from Olmen."""
        noun = _BEHIND_NOUN.split(remark, maxsplit=1)[0].rsplit(" ", 1)[-1].casefold()
        return len(noun) > _SHORTEST_PERSON and noun.endswith(self.words.person_endings)

    # --- What the names are -------------------------------------------------------------------------------------------
    def found(self) -> list[Found]:
        """Return whom the text names, shorter forms joined with the full ones."""
        for name in list(self.names.values()):
            self._without_description(name)
        full = [name for name in self.names.values() if len(name.words) > 1]
        single = [name for name in self.names.values() if len(name.words) == 1]
        lasts, firsts = Counter(name.words[-1] for name in full), Counter(name.words[0] for name in full)
        short = {name.words[0]: name for name in single}
        found: dict[str, Found] = {}
        for name in full:
            kind = self._kind(name, short, lasts, firsts)
            if kind is not None or self._counts(name):
                found[name.text] = self._as_found(name, kind, short)
        used = {alias for one in found.values() for alias in one.aliases}
        for name in single:
            if name.text not in used and self._counts(name):
                found[name.text] = self._as_found(name, self._kind(name, {}, lasts, firsts), {})
        return sorted(found.values(), key=lambda one: one.spans[0])

    def _without_description(self, name: _Name) -> None:
        """Take off a word that has its capital from the sentence that it opens: Insurer Veldra said so.

        One that names end with, as bank and union, begins some too: it is taken off where the rest stands alone
        elsewhere.
        """
        word, rest = name.words[0].casefold(), " ".join(name.words[1:])
        kind = self.words.beside.get(word)
        if kind is None or not rest or len(name.opening) < len(name.spans):
            return
        other = self.names.get(rest)
        if word in self.words.heads and not (other and other.acts):
            return
        other = self.names.setdefault(rest, _Name(name.words[1:]))
        other.spans = sorted([*other.spans, *zip(name.opening, (end for _, end in name.spans), strict=True)])
        other.acts += name.acts
        other.sure = True
        other.kinds[kind] += 1
        del self.names[name.text]

    def _kind(
        self, name: _Name, short: dict[str, _Name], lasts: Counter[str], firsts: Counter[str]
    ) -> ActorKind | None:
        words = [word.casefold() for word in name.words]
        head = head_of(words)
        of_bank = head == "bank" and words[-1] != head  # A central bank, or a company: the name does not tell.
        if name.text.casefold() in self.states:
            return "state"
        if of_bank and words[0] in {"central", "reserve"}:
            return "body"
        if head in self.words.heads and len(words) > 1 and not of_bank:
            return self.words.heads[head]
        if name.kinds:
            return name.kinds.most_common(1)[0][0]
        if len(words) in {2, 3} and words[-1] not in self.words.places:
            by_last = name.words[-1] in short and lasts[name.words[-1]] == 1
            first = short.get(name.words[0])
            by_first = first is not None and firsts[name.words[0]] == 1 and not first.is_place
            if by_last != by_first:
                return "person" if by_last else "company"
        return None if of_bank else self.words.heads.get(head)

    def _counts(self, name: _Name) -> bool:
        """Tell whether a name of unknown kind is worth an entry: it does something, and is no place."""
        place = name.words[-1].casefold() in self.words.places or name.there * 2 > len(name.spans)
        if name.kinds:
            return True
        return name.sure and name.acts > 0 and not (place and name.text.casefold() not in self.states)

    def _as_found(self, name: _Name, kind: ActorKind | None, short: dict[str, _Name]) -> Found:
        form = name.words[-1] if kind == "person" else name.words[0]
        other = short.get(form) if len(name.words) > 1 and kind in {"person", "company", None} else None
        other = None if other and other.is_place and kind != "person" else other
        spans = [*(span for _, span in name.roles), *name.spans, *(other.spans if other else ())]
        roles = [role for role, _ in name.roles] + [role for role, _ in (other.roles if other else ())]
        return Found(
            name=name.text,
            kind=kind,
            role=_office(roles) if kind == "person" else "",
            aliases=[form] if other else [],
            spans=spans,
            acts=bool(name.acts or (other and other.acts)),
        )


_REMARK = re.compile(
    r", (?P<article>(?:[\w-]+ ){0,2}[\w-]+(?:['’]s|s['’]) |(?:the|an?|its|his|her|their) )?"
    r"(?!who|whose|which|of\b)(?P<words>[\w-]+(?: [\w’'-]+){0,6}?)(?=[,.;]| who | at | for )"
)
_BEHIND_NOUN = re.compile(r" (?:of|from|in|with|to|on|by|and) ")
_SHORTEST_PERSON = 5
_AT = re.compile(r" (?:at|for|with) (?:the )?[A-Z][\w’'-]*(?: (?:of|and|for|the|[A-Z][\w’'-]*))*(?=[,;]|\.?$)")
"""Where somebody holds an office."""
_DROPPED = frozenset({None, "the ", "a ", "an ", "its ", "his ", "her ", "their "})
_OF_PERSONS = re.compile(r", (?:who|whose)\b|,? of (?:the )?[A-Z]")


def _office(roles: Sequence[str]) -> str:
    """Return the office that stands beside a name first, with a capital."""
    role = next(iter(roles), "")
    return role[:1].upper() + role[1:]


def _bare(reading: Reading, index: int, last: int) -> str:
    """Return a word of a name that ends before ``last``; there without the ``’s`` behind it, but St Mary’s Hospital."""
    token = reading.tokens[index]
    word = POSSESSIVE.sub("" if index == last - 1 else "’s", reading.text[token.start : token.end])
    plural = reading.text[token.end : token.end + 2] in {"’ ", "' "}
    return word + ("’" if plural and word.endswith("s") and index + 1 < len(reading.tokens) else "")


def _end(reading: Reading, last: int) -> int:
    """Return where a name ends, without the ``’s`` behind it."""
    token = reading.tokens[last - 1]
    return token.start + len(POSSESSIVE.sub("", reading.text[token.start : token.end]))


_DETERMINERS = frozenset({"its", "the", "his", "her", "their", "a", "an", "another", "outgoing", "incoming"})
