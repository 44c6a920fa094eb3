"""In which script and language a run of text is, as Word wants to be told."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from briefgen.writers import scripts

Script = Literal["", "east-asian", "rtl"]

# Word checks spelling only for a language with a region.
_REGIONS = {
    "ar": "ar-SA",
    "cs": "cs-CZ",
    "da": "da-DK",
    "de": "de-DE",
    "el": "el-GR",
    "en": "en-US",
    "es": "es-ES",
    "fa": "fa-IR",
    "fi": "fi-FI",
    "fr": "fr-FR",
    "he": "he-IL",
    "it": "it-IT",
    "ja": "ja-JP",
    "ko": "ko-KR",
    "nl": "nl-NL",
    "no": "nb-NO",
    "pl": "pl-PL",
    "pt": "pt-PT",
    "ru": "ru-RU",
    "sv": "sv-SE",
    "tr": "tr-TR",
    "uk": "uk-UA",
    "ur": "ur-PK",
    "zh": "zh-CN",
    "zh-hans": "zh-CN",
    "zh-hant": "zh-TW",
}
_SIGNS = " .,:;!?…\"'()[]«»“”‘’،؛؟-–"
"""What may stand before and behind the words of a text, and runs with them."""
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


class Segment(NamedTuple):
    """A piece of text that one run can hold."""

    text: str
    script: Script = ""
    language: str = ""


PLAIN = Segment("")


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a document, one for each kind of script that Word tells apart."""

    latin: str
    east_asian: str
    complex: str
    rtl: bool
    """The document as a whole is written from right to left."""
    foreign: str = ""
    """What words of no other script are said to be in; empty for the document's own language."""

    @classmethod
    def of(cls, language: str, text: str) -> "Languages":
        """Find the languages from the document's own and from all its text."""
        full, rtl = _regional(language), scripts.is_rtl(language)
        east_asian = scripts.primary(language) in ("ja", "ko", "zh")
        some = east_asian or any(found for _, found in scripts.runs(text, "zh"))
        return cls(
            latin="en-US" if rtl or east_asian else full,
            # What an editor types later is taken for Japanese, as the face of the shipped templates is.
            east_asian=_regional(scripts.east_asian_language(text, language)) if some else "ja-JP",
            complex=full if rtl else "ar-SA",
            rtl=rtl,
        )

    def speaking(self, language: str) -> "Languages":
        """Return the languages of words in another language than the document's."""
        full = _regional(language)
        if scripts.is_rtl(language):
            return replace(self, complex=full, rtl=True)
        if scripts.primary(language) in ("ja", "ko", "zh"):
            return replace(self, east_asian=full)
        return replace(self, foreign=full)

    def segments(self, text: str) -> list[Segment]:
        """Split text where its script changes. Joined, the segments are the text."""
        if text.isascii():
            return [Segment(text, "", self.foreign)] if text else []
        found: list[Segment] = []
        for segment in self._split(text):
            loose = _marks(segment.text) if found else 0
            if loose:
                found[-1] = found[-1]._replace(text=found[-1].text + segment.text[:loose])
            if loose < len(segment.text):
                found.append(segment._replace(text=segment.text[loose:]))
        return found

    def _split(self, text: str) -> Iterator[Segment]:
        start = 0
        against = scripts.runs_against(text, rtl=False)
        for found in scripts.RTL_RUN.finditer(text):
            begin, end = found.span()
            if against:  # the signs at its edges run with it
                begin = start if not text[start:begin].strip(_SIGNS) else begin
                end = len(text) if not text[end:].strip(_SIGNS) else end
            yield from self._east_asian(text[start:begin])
            hebrew = _HEBREW.search(found.group()) is not None and not self.rtl
            yield Segment(text[begin:end], "rtl", "he-IL" if hebrew else self.complex)
            start = end
        yield from self._east_asian(text[start:])

    def _east_asian(self, text: str) -> Iterator[Segment]:
        for run, language in scripts.runs(text, self.east_asian):
            yield Segment(run, "east-asian", _regional(language)) if language else Segment(run, "", self.foreign)


def _regional(language: str) -> str:
    return _REGIONS.get(language.lower(), language)


def _marks(text: str) -> int:
    """Count the characters at the start that change the one before them, and must stay in its run."""
    count = 0
    while count < len(text) and (unicodedata.category(text[count])[0] == "M" or text[count] in "\u200c\u200d"):
        count += 1
    return count
