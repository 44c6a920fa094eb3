"""What stands at the head of an article and is none of its sentences: who wrote it, where, and the day it is of."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from briefgen.drafting.cldr import months
from briefgen.source import SourceText

MOST_LINES = 8
"""Lines in which a head is looked for."""
LONGEST_LINE = 120
_NAME = r"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|de|van|von|der|den|la|el|al|bin)){1,3}"
_BYLINE = re.compile(
    rf"(?:By|BY) (?P<author>{_NAME}(?:(?:, | and |, and | & ){_NAME})*)(?:, [\w’'-]+(?: [\w’'-]+){{0,5}})?"
)
_DATE_LINE = re.compile(
    r"(?P<label>(?:(?:First |Last |Originally )?(?:Published|Posted|Updated|Modified|Date|Dated|Issued)(?: on|:)* *)?)"
    r"(?:[^\W\d]+day,? )?(?P<day>.{6,24}?)(?:,? (?:at )?\d{1,2}[:.]\d{2}.{0,12})?"
)
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[—–]\s+")
_LATER = ("last", "updated", "modified")
"""Words before a day on which an article was changed, and not published."""
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_DATELINE = re.compile(
    r"[A-Z][A-Z’'.&-]+(?:,? [A-Z][A-Z’'.&-]*)*(?:, [^\n—–.]{1,24}\.?(?: \d{1,2})?)?(?: \([^)\n]{1,20}\))? [—–-]{1,2} "
)


def behind_dateline(text: str) -> int:
    """Return where a sentence begins behind the place and day of a report."""
    found = _DATELINE.match(text)
    return found.end() if found else 0


@dataclass
class Head:
    """What the head of a text says of it."""

    author: str = ""
    published: str = ""
    """The day, YYYY-MM-DD."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """The lines that say nothing else, as offsets into the source."""

    def holds(self, start: int, end: int) -> bool:
        """Tell whether what stands between two offsets is such a line."""
        return any(low <= start and end <= high for low, high in self.spans)


def head_of_text(source: SourceText, language: str) -> Head:
    """Return the author and the day that stand on lines of their own before the article, or in its dateline."""
    head = Head()
    for start, end in _lines(source.text):
        line = source.text[start:end].rstrip()
        parts = _PARTS.split(line) if len(line) <= LONGEST_LINE else [line]
        given = [_given(part.strip(), language) for part in parts]
        if None not in given:
            head.spans.append((start, end))
            for author, day in filter(None, given):
                head.author, head.published = head.author or author, head.published or day
        elif len(line) > LONGEST_LINE or line.endswith((".", "。", "”")):
            head.published = head.published or next(_days(line[: behind_dateline(line)], language), "")
            break  # The article begins.
    return head


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first lines that hold anything."""
    lines = (found for found in re.finditer(r"[^\n]+", text) if found[0].strip())
    return (found.span() for found in islice(lines, MOST_LINES))


def _given(part: str, language: str) -> tuple[str, str] | None:
    """Return the author or the day that a part of a line gives; None where it gives neither."""
    if len(part) > LONGEST_LINE:
        return None
    if found := _BYLINE.fullmatch(part):
        times = any(word.casefold() in months(language) or word.endswith("day") for word in found["author"].split())
        return None if times else (found["author"], "")
    if (found := _DATE_LINE.fullmatch(part)) and (day := _day(found["day"], language)):
        return "", "" if found["label"].casefold().startswith(_LATER) else day
    return None


def _days(text: str, language: str) -> Iterator[str]:
    for found in re.finditer(r"\d{1,2}\.? [^\W\d]+\.?,? \d{4}|[^\W\d]+\.? \d{1,2},? \d{4}|\d{4}-\d{2}-\d{2}", text):
        if day := _day(found[0], language):
            yield day


def _day(text: str, language: str) -> str:
    """Return a whole date as YYYY-MM-DD; empty for anything else."""
    if found := _ISO.fullmatch(text):
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    else:
        words = re.findall(r"[^\W_]+", text)
        numbers = [int(word) for word in words if word.isdecimal()]
        named = [months(language)[word.casefold()] for word in words if word.casefold() in months(language)]
        if len(words) != 3 or len(numbers) != 2 or not named or len(words[-1]) != 4 or not words[-1].isdecimal():
            return ""
        (day, year), (month,) = numbers, named
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
