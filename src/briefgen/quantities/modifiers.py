"""The words that modify a number: "at least another 40", "40 buses or more", 約40人, 5割超."""

import re
from collections.abc import Iterator

from briefgen.quantities.ground import AND, Ground
from briefgen.quantities.units import Measured
from briefgen.quantities.words import flags, listed

_SIGNS = {">": "more-than", "<": "less-than", "≥": "at-least", "≤": "at-most", "≧": "at-least", "≦": "at-most"}
_ABOUT = frozenset({"~", "≈", "±"})
_CLOSE = flags(
    listed(
        'another, additional, further, between, zwischen, entre, weitere, weiteren, weiterer, encore, some, ", “, '
        "(, «, 「, さらに, 計, 合計, 合わせて, 延べ, 総額, で, の, 、",
        by=", ",
    )
)
"""What may stand between any modifier and its number."""
_FAR = flags(
    listed(
        "the, a, an, extra, more, its, their, his, her, our, these, those, this, that, a total of, a combined, all, "
        "other, only, next, last, past, first, same, current, die, den, der, das, diese, les, des, ces, autres",
        by=", ",
    )
)
"""What may stand between a modifier of several words and its number; after a lone word it makes that a preposition:
"at least the next 40 days", but not "over the next 40 days"."""
_NOT_BEFORE = {"over": listed("take takes took taken taking hand hands handed handing turn turns turned turning")}
_JOINED_TO = re.compile("[条契公規協誓予婚制要節集成特密解盟]")
"""Before 約 these make another word: 条約, 予約."""
_ARTICLES = listed("the a an all this that these those its his her their time again")
_NOT_AFTER = frozenset({"than", "als", "que", "$", "€", "£", "¥"})
"""Words after which a phrase belongs to what follows it: "or more than 30"."""
_OPENING = AND | {"or", "oder", "ou"}
_PARTICLES = frozenset("をにも")
_HAN = re.compile("[\u3400-\u9fff]")
_REACH = 8


def modifiers(ground: Ground, found: Measured) -> frozenset[str]:
    """Return the classes of the words that modify a number."""
    return frozenset((*_before(ground, found), *_after(ground, found)))


# --- Before -----------------------------------------------------------------------------------------------------------
def _before(ground: Ground, found: Measured) -> Iterator[str]:
    at, far = found.first, False
    sign = ground.word(at - 1)
    if sign in _SIGNS or (sign in _ABOUT and not ground.glued(at - 1)):
        yield _SIGNS.get(sign, "about")
    for _ in range(_REACH):
        phrase = ground.wording.before.until(ground.tokens, at)
        if phrase and _modifies(ground, at - phrase[0], at, far=far):
            yield phrase[1]
            at, far = at - phrase[0], False
        elif filler := _CLOSE.until(ground.tokens, at):
            at -= filler[0]
        elif filler := _FAR.until(ground.tokens, at):
            at, far = at - filler[0], True
        else:
            return


def _modifies(ground: Ground, first: int, last: int, *, far: bool) -> bool:
    """Tell whether a phrase modifies the number behind it. ``far``: an article stands between."""
    if ground.kind(last - 1) == "letter":
        return not (last == first + 1 and ground.word(first) == "約" and _JOINED_TO.match(ground.word(first - 1)))
    if last == first + 1:
        return not far and ground.word(first - 1) not in _NOT_BEFORE.get(ground.word(first), ())
    return True


# --- After ------------------------------------------------------------------------------------------------------------
def _after(ground: Ground, found: Measured) -> Iterator[str]:
    at = found.numeral.last
    if ground.word(at) == "+" and ground.glued(at) and ground.kind(at + 1) != "digits":
        yield "at-least"
    elif ground.kind(at) == "letter" or ground.kind(found.last) == "letter":
        yield from _after_letters(ground, at)
    else:
        yield from _after_words(ground, found.last)


def _after_letters(ground: Ground, at: int) -> Iterator[str]:
    """Find 以上 in 40人以上 and 40平方キロメートル以上: behind letters of the unit, but for one particle."""
    for place in range(at, at + 12):
        phrase = ground.wording.after.at(ground.tokens, place)
        if phrase and not (phrase[0] == 1 and _HAN.match(ground.word(place)) and _HAN.match(ground.word(place + 1))):
            yield phrase[1]
            return
        sign = ground.word(place)
        goes_on = ground.kind(place) in ("letter", "word") and not "\u3040" < sign < "\u30a0"
        if not (goes_on or sign in ("%", "か", "つ") or (sign in _PARTICLES and place > at)):
            return


def _after_words(ground: Ground, at: int) -> Iterator[str]:
    """Find "or more" in "40 or more" and "40 new buses or more"; a phrase without "or" must end what is said."""
    for skipped in range(4):
        if ground.word(at) == "," and ground.word(at + 1) in _OPENING:
            at += 1
        hyphen = ground.hyphen(at)
        at = at + 1 if hyphen else at
        if phrase := ground.wording.after.at(ground.tokens, at):
            if _ends(ground, at, at + phrase[0], skipped, hyphen=hyphen):
                yield phrase[1]
            return
        if ground.kind(at) != "word" or ground.word(at) in _OPENING:
            return
        at += 1


def _ends(ground: Ground, first: int, last: int, skipped: int, *, hyphen: bool) -> bool:
    """Tell whether a phrase belongs to the number before it, and not to what follows."""
    behind = last + 1 if ground.hyphen(last) else last
    word, kind = ground.word(behind), ground.kind(behind)
    if kind in ("digits", "dated") or word in _NOT_AFTER or ground.wording.words.at(ground.tokens, behind):
        return False
    if hyphen:
        return True
    if ground.word(first) in _OPENING:
        exposed = ground.wording.before.until(ground.tokens, last) is not None
        return not (exposed and (word in _ARTICLES or (skipped and ground.word(first) in AND and kind == "word")))
    return skipped < 3 and (kind in ("", "mark") or (skipped == 0 and word in ("of", "in", "per")))
