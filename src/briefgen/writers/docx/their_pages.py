"""The pages of the editor's file: its paper, and its heads and feet, filled with what this document says."""

from collections.abc import Iterator
from typing import Any

from briefgen.letterhead.package import WP, W
from briefgen.letterhead.pages import Pages
from briefgen.letterhead.properties import PROPERTIES, values
from briefgen.letterhead.styles import on
from briefgen.problems import clip, did_you_mean
from briefgen.writers.docx.carried import Carrier
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.filling import Filled, fill
from briefgen.writers.docx.furniture import KINDS, Furniture
from briefgen.writers.docx.inlines import text
from briefgen.writers.docx.joined import accepted, parsed, saved
from briefgen.writers.docx.markup import NOTHING, Xml, element, join, part, w
from briefgen.writers.docx.package import Story
from briefgen.writers.docx.pieces import Para
from briefgen.writers.docx.reaching import quieten
from briefgen.writers.docx.reference import Reference, as_markup
from briefgen.writers.docx.runs import Voice
from briefgen.writers.docx.tidied import tidy
from briefgen.writers.docx.watermark import watermark
from briefgen.writers.running import Part

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
_KEPT = ("paperSrc", "pgBorders", "pgNumType")
_COLUMNS = w("cols", space=708)
_GRIDS = ("lines", "linesAndChars", "snapToChars")


class TheirFurniture:
    """The heads and feet of the editor's file. Of a kind that it does not have, ours stand in its place."""

    def __init__(self, draft: Draft, reference: Reference, carrier: Carrier) -> None:
        self.draft = draft
        self.reference = reference
        self.carrier = carrier
        self.ours = Furniture(draft)
        self.values = {**reference.properties(), **values(draft.document.meta)}
        self.filled = Filled()
        self._roots: dict[str, Any] = {}
        self._marked: set[str] = set()
        """Parts that show the marking."""
        self._ids: dict[str, str] = {}
        self._wordless: list[str] = []
        """Names of pictures without alternative text."""
        settings = reference.parts.part("settings")
        self._even = settings is not None and bool(on(settings, "evenAndOddHeaders"))
        self._unmarked = self._find_unmarked()

    def section(self, *, wide: bool, first: bool) -> Xml:
        """Return the properties of pages; ``wide``: set broadside, ``first``: those that the document opens with."""
        pages = self.reference.sheets[wide]
        opens = first and pages.opens
        references = [
            element(f"w:{kind}Reference", {"w:type": which, "r:id": id_})
            for which in self._kinds(opens)
            for kind in KINDS
            if (id_ := self._part(kind, which, wide))
        ]
        return w(
            "sectPr",
            *references,
            *_paper(pages, wide),
            _COLUMNS,
            w("titlePg") if opens else NOTHING,
            w("bidi") if self.draft.languages.rtl else NOTHING,
            _grid(pages),
        )

    def report(self) -> None:
        """Tell what of the heads and feet could not be filled."""
        marking = self.draft.document.meta.marking
        if self._unmarked:
            message = f"the heads and feet have no place for the marking '{clip(marking)}': it stands above and below"
            remedy = "in Word, insert the field DOCPROPERTY Marking where it is to stand"
            self.draft.warn(self.reference.parts.file, "no-place-for-marking", message, remedy)
        for name in dict.fromkeys(self.filled.unknown):
            message = f"a field asks for the property '{clip(name)}', which a document does not have"
            remedy = did_you_mean(name, PROPERTIES, f"it has: {', '.join(PROPERTIES)}")
            self.draft.warn(self.reference.parts.file, "unknown-property", message, remedy)
        for name in dict.fromkeys(self._wordless):
            message = f"the picture '{clip(name)}' at the head or foot has no words for those who do not see it"
            remedy = "in Word, give it alternative text, or mark it as decorative"
            self.draft.warn(self.reference.parts.file, "letterhead-picture-without-words", message, remedy)
        for name in dict.fromkeys(self.filled.controls):
            message = f"the content control '{clip(name)}' is filled with nothing, and shows its prompt"
            remedy = did_you_mean(name, PROPERTIES, f"give it one of these as its title: {', '.join(PROPERTIES)}")
            self.draft.warn(self.reference.parts.file, "unknown-property", message, remedy)

    def asked(self) -> dict[str, str]:
        """Return the properties that fields show, with their values."""
        return {name: self.values[name] for name in sorted(self.filled.asked)}

    def _kinds(self, opens: bool) -> Iterator[str]:
        if opens:
            yield "first"
        yield "default"
        if self._even:
            yield "even"

    def _part(self, kind: Part, which: str, wide: bool) -> str | None:
        """Return the id of the relationship to a head or foot."""
        heads = self.reference.sheets[wide].heads
        if not any(there == kind for there, _ in heads):
            return self.ours.part(kind, wide, which == "first")
        target = heads.get((kind, which))
        if target is None:
            return self._bare(kind, wide, which)
        if target not in self._ids:
            story, self._ids[target] = self.draft.package.add(kind, number=self.draft.package.number(kind))
            self._write(story, target, kind)
        return self._ids[target]

    def _bare(self, kind: str, wide: bool, which: str) -> str | None:
        """Return an empty head or foot, which pages have where the file has none for them. A marking stands there."""
        key = f"{kind}-bare"
        over = self.draft.document.meta.watermark and kind == "header"
        if not over and not self._lacks_marking(wide, which):
            return None
        if key not in self._ids:
            number = self.draft.package.number(kind)
            root = f"w:{'hdr' if kind == 'header' else 'ftr'}"
            content = part(root, "w r v o", self._marking(kind, number))
            self._ids[key] = self.draft.package.add(kind, content, number)[1]
        return self._ids[key]

    def _write(self, story: Story, target: str, kind: str) -> None:
        root = self._root(target)
        self.carrier.relate(target, story, root)
        self._wordless += [one.get("name", "") for one in root.iter(f"{WP}docPr") if _lacks_words(one)]
        meta = self.draft.document.meta
        if target in self._unmarked and meta.marking:
            (line,) = parsed(self._marking(kind, len(self._ids)))
            root.insert(0 if kind == "header" else len(root), line)
        elif kind == "header" and meta.watermark:
            (run,) = parsed(watermark(self.draft, meta.watermark, len(self._ids)))
            first = root.find(f"{W}p")
            if first is None:
                (first,) = parsed(w("p"))
                root.append(first)
            first.append(run)
        story.content = saved(root)

    def _marking(self, kind: str, number: int) -> Xml:
        draft, style = self.draft, self.draft.styles.paragraphs["Header" if kind == "header" else "Footer"]
        banner = Voice(style.look).within(draft.styles.characters["Banner"])
        word = draft.document.meta.watermark
        over = watermark(draft, word, number) if word and kind == "header" else NOTHING
        content = join((text(draft, draft.document.meta.marking, banner), over))
        return Para(style, content, style.box.copy(), bidi=draft.languages.rtl).markup()

    def _root(self, target: str) -> Any:
        """Return a head or foot, filled."""
        if target not in self._roots:
            root = self.reference.parts.xml(target)
            if accepted(root):
                self.carrier.drop("tracked changes and comments")
            before = set(self.filled.asked)
            self.filled.asked.clear()
            quieten(root, self.carrier.drop)
            fill(root, self.values, self.filled, self.draft.languages)
            tidy(root)
            if "Marking" in self.filled.asked:
                self._marked.add(target)
            self.filled.asked |= before
            self._roots[target] = root
        return self._roots[target]

    def _find_unmarked(self) -> set[str]:
        """Return the heads and feet of pages on which no field shows the marking."""
        found: set[str] = set()
        for wide, pages in enumerate(self.reference.sheets):
            for which in self._kinds(pages.opens):
                if self._lacks_marking(bool(wide), which):
                    found.update(self._there(bool(wide), which))
        return found

    def _lacks_marking(self, wide: bool, which: str) -> bool:
        """Tell whether there is a marking that no field of the file shows on pages of a kind."""
        there = self._there(wide, which)
        for target in there:
            self._root(target)
        return bool(self.draft.document.meta.marking) and not self._marked.intersection(there)

    def _there(self, wide: bool, which: str) -> list[str]:
        heads = self.reference.sheets[wide].heads
        return [target for kind in ("header", "footer") if (target := heads.get((kind, which)))]


def _lacks_words(picture: Any) -> bool:
    decorative = next(picture.iter(f"{_DECORATIVE}decorative"), None)
    return not picture.get("descr", "").strip() and (decorative is None or decorative.get("val") in ("0", "false"))


def _paper(pages: Pages, wide: bool) -> Iterator[Xml]:
    """Yield the size and margins of pages, and what else about them a document keeps."""
    width, height = (round(length / 25.4 * 1440) for length in pages.size)
    yield w("pgSz", w=width, h=height, orient="landscape" if wide else None)
    sides = {name: round(length / 25.4 * 1440) for name, length in pages.margins.items()}
    yield w("pgMar", **sides, gutter=0)
    for name in _KEPT:
        found = None if pages.element is None else pages.element.find(f"{W}{name}")
        if found is not None:
            yield as_markup(found)


def _grid(pages: Pages) -> Xml:
    found = None if pages.element is None else pages.element.find(f"{W}docGrid")
    return as_markup(found) if found is not None and found.get(f"{W}type") in _GRIDS else NOTHING
