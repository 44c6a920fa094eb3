"""Tokens → numerals: digits and number words put together, from "3.2 million" and "two-thirds" to 三億二千万.

Digits that are part of a name (G7, F-35, COVID-19) are none. Numbers beside a name are: Article 9, Mach 5, No. 5.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from briefgen.quantities.ground import AND, BETWEEN, Ground
from briefgen.quantities.tokens import ARITHMETIC
from briefgen.quantities.words import ORDINALS, PARTS, listed

Weak = Literal["", "one", "letter"]
"""What is a number only if more speaks for it: "one", and a lone 三 or 千, which are part of many words."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands, without its unit. ``first`` and ``last`` are its tokens, the last one not included."""

    first: int
    last: int
    value: Decimal
    times: Decimal = Decimal(1)
    """Its last multiplier."""
    ordinal: bool = False
    dated: bool = False
    weak: Weak = ""


_ARTICLES = frozenset({"a", "an"})
_VAGUE = frozenset({"several", "few", "many", "couple", "per", "of", "数", "何", "幾", "每", "毎"})
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "ème", "eme", "º", "ª"})
_MEASURES = listed(
    "g kg mg km cm mm nm ft in mi mph kmh kph t l ml ha w kw mw gw tw kwh mwh gwh twh gb tb mb kb hz khz mhz ghz v kv "
    "h hr hrs s min am pm x pp bp bps yr yrs m"
)
_CODES_BEFORE = frozenset({"rs", "usd", "eur", "gbp", "jpy", "cny", "rmb", "chf", "krw", "aud", "cad", "inr", "hkd"})
_MONEY = frozenset("$€£¥")
_LARGEST = Decimal(10) ** 40


def numerals(ground: Ground) -> Iterator[Numeral]:
    """Yield the numerals in their order."""
    reader = _Reader(ground)
    at = 0
    while at < len(ground.tokens):
        found = reader.read(at)
        if found and found.value < _LARGEST:
            yield found
        at = found.last if found else at + 1


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number that is being read: terms with their multipliers, falling, and what no multiplier follows yet."""

    terms: tuple[tuple[Decimal, Decimal], ...] = ()
    current: Decimal | None = None
    kind: Literal["", "digits", "word", "times"] = ""

    def value(self) -> Decimal:
        total = self.current or Decimal(0)
        for value, _ in self.terms:
            total = ARITHMETIC.add(total, value)
        return total

    def limit(self) -> Decimal:
        """Return what the next term must stay below."""
        return self.terms[-1][1] if self.terms else _LARGEST

    def multiplied(self, by: Decimal) -> "_Sum | None":
        """Return the sum with its lower terms multiplied, or None where the multiplier does not continue it."""
        lower = [value for value, times in self.terms if times < by]
        higher = self.terms[: len(self.terms) - len(lower)]
        if self.kind and self.current is None and not lower:
            return None
        sums = _Sum(tuple((value, by) for value in lower), self.current)
        value = ARITHMETIC.multiply(sums.value(), by) if self.kind else by
        if higher and not value < higher[-1][1]:
            return None
        return _Sum((*higher, (value, by)), None, "times")


class _Reader:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.tokens = ground.tokens
        self.wording = ground.wording
        self.names: set[int] = set()

    def read(self, at: int) -> Numeral | None:
        """Read the numeral that begins here."""
        token = self.tokens[at]
        if token.kind == "dated":
            return Numeral(at, at + 1, token.value or Decimal(0), dated=True)
        if token.kind == "mark" or (token.kind != "digits" and token.text not in self.wording.beginnings):
            return None
        if token.kind == "digits":
            if self._is_name(at):
                self.names.add(at)
                return None
            if self._ordinal_ending(at + 1):
                return Numeral(at, at + 2, token.value or Decimal(0), ordinal=True)
        elif self.ground.glued(at) and self.ground.kind(at - 1) == "digits" and token.kind == "word":
            return None
        english = token.kind == "word" and self.wording.english
        return (self._part(at) or self._ordinal(at) if english else None) or self._cardinal(at)

    # --- Digits -------------------------------------------------------------------------------------------------------
    def _is_name(self, at: int) -> bool:
        ground = self.ground
        if ground.glued(at):
            before = ground.word(at - 1)
            if ground.kind(at - 1) == "word":
                return before not in _CODES_BEFORE
            if before == "_" or (before == "-" and ground.glued(at - 1) and self._names(at - 2, at)):
                return True
        if ground.hyphen(at + 1) and ground.kind(at + 2) == "word":
            return len(ground.raw(at + 2)) == 1 and ground.raw(at + 2).isupper()
        if not ground.glued(at + 1):
            return False
        return ground.word(at + 1) == "_" or (ground.kind(at + 1) == "word" and not self._is_suffix(at + 1))

    def _names(self, at: int, digits: int) -> bool:
        """Tell whether digits behind this token and a hyphen are part of a name: F-35 and 737-MAX-8, but mid-2026."""
        raw = self.ground.raw(at)
        if self.ground.kind(at) == "word" and not self._element(at):
            return not (raw.islower() and len(raw) > 1) and len(self.tokens[digits].text) != 4
        return at in self.names

    def _is_suffix(self, at: int) -> bool:
        """Tell whether letters behind digits go with the number: 40km, 3.2m, 40s, 17th, 40jährig."""
        ground, word = self.ground, self.ground.word(at)
        if ground.glued(at + 1) and (ground.kind(at + 1) in ("digits", "dated") or ground.word(at + 1) == "_"):
            return False
        if self.wording.multipliers.at(self.tokens, at) or (ground.word(at - 2) in _MONEY and word in "kmbt"):
            return True
        if len(word) == 1 and ground.raw(at).isupper():
            return False
        known = word in _MEASURES or word in _ORDINAL_ENDINGS or (len(word) > 2 and ground.raw(at).islower())
        return known or bool(self.wording.percent.at(self.tokens, at) or self.wording.points.at(self.tokens, at))

    def _ordinal_ending(self, at: int) -> bool:
        return self.ground.glued(at) and self.ground.word(at) in _ORDINAL_ENDINGS

    # --- Cardinal numbers ---------------------------------------------------------------------------------------------
    def _cardinal(self, at: int) -> Numeral | None:
        article = self.ground.word(at) in _ARTICLES and self.wording.english
        if self._is_called(at):
            return None
        first = at + 1 if article else at
        done, last, count = _Sum(), first, 0
        while step := self._step(done, last, at):
            done, last = step
            count += 1
        if not count or (done.terms and not self._may_begin_with(first, article=article)):
            return None
        if article and self.wording.multipliers.at(self.tokens, first) is None:
            return None
        value, last = self._and_a_half(done.value(), last)
        times = done.terms[-1][1] if done.terms and done.current is None else Decimal(1)
        value, times, last = self._multiplied(value, times, last)
        if found := self._han_part(value, last):
            return Numeral(at, found[1], found[0])
        return self._signed(Numeral(at, last, value, times, weak=self._weak(first, last, value)))

    def _han_part(self, lower: Decimal, last: int) -> tuple[Decimal, int] | None:
        """Read 3分の2."""
        if [self.ground.word(last), self.ground.word(last + 1)] != ["分", "の"] or not lower:
            return None
        step = self._step(_Sum(), last + 2, last + 2)
        return (ARITHMETIC.divide(step[0].value(), lower), step[1]) if step else None

    def _is_called(self, at: int) -> bool:
        """Tell whether a number word is a name: the Group of Seven, the Five Eyes."""
        ground = self.ground
        if not (self.wording.english and ground.kind(at) == "word" and ground.raw(at)[0].isupper()):
            return False
        return ground.raw(at - 1) in ("of", "the") and not (
            ground.kind(at + 1) == "word" and ground.raw(at + 1).islower()
        )

    def _step(self, done: _Sum, last: int, start: int) -> tuple[_Sum, int] | None:
        """Read one more word of a number, with what joins it to the words before."""
        at = self._joined(done, last, start) if done.kind else last
        element = self._element(at) or self._abbreviated(done, at, start)
        if element is None:
            return None
        kind, value, length = element
        if done.kind and self.ground.kind(at) == "letter" and not (self.ground.glued(at) or self._line_break(at)):
            return None
        if kind == "times":
            more = done.multiplied(value) if self._may_multiply(done, at, length, start) else None
        elif kind == "digits" and done.kind:
            fits = self.ground.kind(at - 1) == "letter" and self.ground.glued(at) and done.kind == "times"
            more = _Sum(done.terms, value, "digits") if fits and value < done.limit() else None
        elif done.current is None:
            if not self._continues(done, value, at, length, joined=at > last):
                return None
            more = _Sum(done.terms, value, kind) if value < done.limit() else None
        else:
            adds = done.kind == "word" and 20 <= done.current < 100 and done.current % 10 == 0 and 1 <= value < 10
            more = _Sum(done.terms, done.current + value, "word") if adds else None
        return (more, at + length) if more else None

    def _element(self, at: int) -> tuple[Literal["digits", "word", "times"], Decimal, int] | None:
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.kind == "digits":
            return "digits", token.value or Decimal(0), 1
        if token.kind not in ("word", "letter"):
            return None
        if found := self.wording.multipliers.at(self.tokens, at):
            return "times", found[1], found[0]
        if found := self.wording.words.at(self.tokens, at):
            return None if self.wording.english and found[1] < 1 and found[1] else ("word", found[1], found[0])
        return None

    def _abbreviated(self, done: _Sum, at: int, start: int) -> tuple[Literal["times"], Decimal, int] | None:
        """Read the letter in $1.5B, which is one for thousands or more only with money."""
        if done.kind == "digits" and self.ground.glued(at) and self.ground.word(start - 1) in _MONEY:
            power = {"k": 3, "m": 6, "b": 9, "t": 12}.get(self.ground.word(at))
            return ("times", Decimal(10) ** power, 1) if power else None
        return None

    def _joined(self, done: _Sum, last: int, start: int) -> int:
        """Return where the next word of a number may stand: here, behind a hyphen, or behind "and"."""
        ground = self.ground
        if ground.hyphen(last) and ground.kind(last + 1) == "word":
            return last + 1
        if done.kind != "times" or ground.word(last) not in AND:
            return last
        if ground.word(start - 1) in BETWEEN and not any(ground.word(last + place) in AND for place in (2, 3, 4)):
            return last
        element, after = self._element(last + 1), self._element(last + 2)
        if element is None or element[0] != "word" or element[1] == 0:
            return last
        repeated = after is not None and after[0] == "times" and after[1] == done.limit()
        return last if repeated else last + 1

    def _continues(self, done: _Sum, value: Decimal, at: int, length: int, *, joined: bool) -> bool:
        """Tell "a million two hundred thousand" from "sold a million two years ago"."""
        if done.kind != "times" or joined or done.limit() <= 100 or self.ground.kind(at) == "letter":
            return True
        following = [self._element(at + length + place) for place in (0, 1)]
        return (value >= 10 and done.limit() == 1000) or any(own and own[0] == "times" for own in following)

    def _line_break(self, at: int) -> bool:
        gap = self._gap(at)
        return "\n" in gap and not gap.strip()

    def _gap(self, at: int) -> str:
        return self.ground.text[self.tokens[at - 1].end : self.tokens[at].start] if at else ""

    def _may_multiply(self, done: _Sum, at: int, length: int, start: int) -> bool:
        """An abbreviation clings to its digits (40m), unless money is counted ($40 m); 40 bn may stand apart."""
        word = self.ground.word(at)
        if self.ground.kind(at) == "letter" or length > 1 or len(word) > 3:
            return True
        if done.kind != "digits":
            return len(word) > 2
        return self.ground.glued(at) or len(word) > 1 or self.ground.word(start - 1) in _MONEY

    def _may_begin_with(self, at: int, *, article: bool) -> bool:
        """Tell whether a number may begin with this multiplier: "a hundred", 千人, but not "several hundred", 万一."""
        element = self._element(at)
        if element is None or element[0] != "times":
            return True
        if self.ground.kind(at) == "letter":
            return element[1] <= 1000 and self.ground.word(at - 1) not in _VAGUE
        return article or self.ground.word(at - 1) not in _VAGUE

    def _weak(self, first: int, last: int, value: Decimal) -> Weak:
        if self.tokens[first].kind == "digits" or last > first + 1:
            return ""
        if value == 1:
            return "one"
        return "letter" if self.tokens[first].kind == "letter" else ""

    def _signed(self, found: Numeral) -> Numeral:
        """Take a minus sign into a number: −5 and -$5, but not 3−5 and not a dash with a blank."""
        ground, sign = self.ground, found.first - 1
        if ground.kind(found.first) != "digits":
            return found
        money = ground.word(sign) in _MONEY and ground.glued(sign)
        sign = sign - 1 if money else sign
        if ground.word(sign) not in ("-", "▲", "△") or not ground.glued(sign + 1):
            return found
        before = ground.text[self.tokens[sign].start - 1 : self.tokens[sign].start]
        if before and not (before.isspace() or before in "([{\"“'„«$€£¥「、。"):
            return found
        return replace(found, first=found.first if money else sign, value=found.value.copy_negate())

    # --- Parts: English -----------------------------------------------------------------------------------------------
    def _part(self, at: int) -> Numeral | None:
        """Read "a third of", "two-thirds", "three quarters of", "half", "half a million"."""
        ground = self.ground
        if ground.word(at) in ("half", "halves"):
            if ground.word(at - 1) in ("first", "second", "latter", "other", "better"):
                return None
            value, upper, last = Decimal("0.5"), Decimal(1), at + 1
        else:
            element = self._element(at)
            article = ground.word(at) in _ARTICLES
            if not article and not (element and element[0] == "word" and 0 < element[1] < 10):
                return None
            upper = element[1] if element and not article else Decimal(1)
            place = at + 2 if ground.hyphen(at + 1) else at + 1
            lower = PARTS.get(ground.word(place))
            if lower is None or not self._counts_parts(at, place, upper, article=article):
                return None
            value, last = ARITHMETIC.divide(upper, Decimal(lower)), place + 1
        value, times, last = self._multiplied(value, Decimal(1), last)
        return Numeral(at, last, value, times)

    def _counts_parts(self, at: int, place: int, upper: Decimal, *, article: bool) -> bool:
        """Tell "a third of them" from "a third member", and "three quarters of it" from three quarters of a year."""
        ground, word = self.ground, self.ground.word(place)
        after = ground.word(place + 1)
        if word.startswith("quarter"):
            return after == "of" or place == at + 2 or ground.word(at - 1) == "by"
        if article:
            return not word.endswith("s") and (ground.kind(place + 1) in ("", "mark") or after in _AFTER_PARTS)
        return (upper == 1) != word.endswith("s") or place == at + 2

    def _and_a_half(self, value: Decimal, last: int) -> tuple[Decimal, int]:
        ground = self.ground
        if self.wording.english and ground.word(last) in ("and", "-") and ground.word(last + 1) in ("and", "a", "one"):
            place = last + 1 if ground.word(last) == "and" else last + 2
            place = place + 1 if ground.hyphen(place) else place
            if ground.word(place) in ("a", "one"):
                place = place + 2 if ground.hyphen(place + 1) else place + 1
                lower = PARTS.get(ground.word(place))
                if lower in (2, 4) and not ground.word(place).endswith("s"):
                    return ARITHMETIC.add(value, ARITHMETIC.divide(Decimal(1), Decimal(lower))), place + 1
        return value, last

    def _multiplied(self, value: Decimal, times: Decimal, last: int) -> tuple[Decimal, Decimal, int]:
        """Go on with a multiplier: "half a million", "a quarter of a million", "two and a half million"."""
        if not self.wording.english or value == value.to_integral_value():
            return value, times, last
        place = last + 1 if self.ground.word(last) == "of" or self.ground.hyphen(last) else last
        article = self.ground.word(place) in _ARTICLES
        place = place + 1 if article else place
        found = self.wording.multipliers.at(self.tokens, place)
        if found is None or (self.ground.word(last) == "of" and not article) or len(self.ground.word(place)) < 4:
            return value, times, last
        return ARITHMETIC.multiply(value, found[1]), found[1], place + found[0]

    # --- Ordinal numbers: English -------------------------------------------------------------------------------------
    def _ordinal(self, at: int) -> Numeral | None:
        ground = self.ground
        if (value := ORDINALS.get(ground.word(at))) is not None:
            if ground.word(at) == "second" and not (ground.word(at - 1) in _OWNERS or ground.hyphen(at + 1)):
                return None
            return Numeral(at, at + 1, value, ordinal=True)
        element = self._element(at)
        place = at + 2 if ground.hyphen(at + 1) else at + 1
        lower = Decimal(1) if ground.word(place) == "first" else ORDINALS.get(ground.word(place))
        if element is None or element[0] != "word" or element[1] % 10 or lower is None or lower > 9:
            return None
        return Numeral(at, place + 1, element[1] + lower, ordinal=True) if element[1] >= 20 else None


_AFTER_PARTS = listed(
    "of to in from this by over since on at as more less fewer and or than last after compared during"
)
_OWNERS = listed("the its their his her our my your this that")
