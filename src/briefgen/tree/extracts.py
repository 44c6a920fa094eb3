"""What a document may carry of its sources: all, the words that its notes quote, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefgen.extracts import Citation, ParagraphExtract, SentenceExtract, SourceExtract
from briefgen.scripts import BLANKLESS_SIGN

LEFT_OUT = "…"


class Extracts:
    """The sources as far as they may be shown, and where in them the quoted words stand."""

    def __init__(self, whole: Iterable[SourceExtract], quoted: Iterable[Citation]) -> None:
        """Take the sources with all their paragraphs, and all that the notes of the document quote."""
        places: dict[tuple[int, int], list[Citation]] = {}
        for citation in quoted:
            places.setdefault((citation.source, citation.paragraph), []).append(citation)
        self._cut: dict[tuple[int, int], _Cut] = {}
        self.sources = tuple(self._shown(source, places) for source in whole)
        self._known = {(source.number, part.number) for source in self.sources for part in source.paragraphs}

    def _shown(self, source: SourceExtract, places: dict[tuple[int, int], list[Citation]]) -> SourceExtract:
        if source.redistribute == "full":
            return source
        paragraphs = []
        for paragraph in source.paragraphs if source.redistribute == "quotes" else ():
            key = source.number, paragraph.number
            if key in places:
                self._cut[key] = _Cut.of(paragraph.text, places[key])
                paragraphs.append(self._cut[key].paragraph(paragraph))
        return replace(source, paragraphs=tuple(paragraphs))

    def shown(self, citations: Iterable[Citation]) -> tuple[Citation, ...]:
        """Return where quoted words stand in what is shown, without those that stand in nothing that is."""
        return tuple(self._moved(citation) for citation in citations if _key(citation) in self._known)

    def _moved(self, citation: Citation) -> Citation:
        cut = self._cut.get(_key(citation))
        return cut.moved(citation) if cut else citation


def _key(citation: Citation) -> tuple[int, int]:
    return citation.source, citation.paragraph


@dataclass(frozen=True, slots=True)
class _Kept:
    """Words that are kept: where they stood, and where they stand now."""

    start: int
    end: int
    now: int


@dataclass(frozen=True, slots=True)
class _Cut:
    """A paragraph without the words that may not be shown."""

    text: str
    kept: tuple[_Kept, ...]

    @classmethod
    def of(cls, text: str, quoted: Iterable[Citation]) -> "_Cut":
        """Put ``…`` for each stretch of words that is not quoted; signs alone are kept."""
        made, kept = "", []
        for start, end in _stretches(text, [(citation.start, citation.end) for citation in quoted]):
            if start:
                before = "" if not made or BLANKLESS_SIGN.match(made[-1]) else " "
                after = "" if BLANKLESS_SIGN.match(text[start]) else " "
                made += f"{before}{LEFT_OUT}{after}"
            kept.append(_Kept(start, end, len(made)))
            made += text[start:end]
        if kept[-1].end < len(text):
            made += LEFT_OUT if BLANKLESS_SIGN.match(made[-1]) else f" {LEFT_OUT}"
        return cls(made, tuple(kept))

    def moved(self, citation: Citation) -> Citation:
        """Return where quoted words stand now."""
        by = next(part.now - part.start for part in self.kept if part.start <= citation.start < part.end)
        return replace(citation, start=citation.start + by, end=citation.end + by)

    def paragraph(self, whole: ParagraphExtract) -> ParagraphExtract:
        """Return what is left of a paragraph, with the sentences of which something is left."""
        sentences = (self._sentence(whole.text, sentence) for sentence in whole.sentences)
        return ParagraphExtract(whole.number, self.text, tuple(filter(None, sentences)))

    def _sentence(self, text: str, sentence: SentenceExtract) -> SentenceExtract | None:
        parts = [
            (start + part.now - part.start, end + part.now - part.start)
            for part in self.kept
            if _has_words(text, start := max(sentence.start, part.start), end := min(sentence.end, part.end))
        ]
        return replace(sentence, start=parts[0][0], end=parts[-1][1]) if parts else None


def _stretches(text: str, quoted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is kept of a paragraph, in order: the quoted words, and the signs beside them."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(quoted):
        if merged and (start <= merged[-1][1] or not _has_words(text, merged[-1][1], start)):
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    if not _has_words(text, 0, merged[0][0]):
        merged[0] = 0, merged[0][1]
    if not _has_words(text, merged[-1][1], len(text)):
        merged[-1] = merged[-1][0], len(text)
    return merged


def _has_words(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])
