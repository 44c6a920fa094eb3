"""A document that starts from the editor's own Word file: what of it is kept, and what is told about it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefgen.letterhead.differences import Looks, differences
from briefgen.problems import Place, Problem, Severity
from briefgen.writers.docx import joined, properties, style_part
from briefgen.writers.docx.carried import DROPPED, Carrier
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.numbering import STYLES
from briefgen.writers.docx.reference import Reference
from briefgen.writers.docx.style_part import WORDS_OWN
from briefgen.writers.docx.their_pages import TheirFurniture
from briefgen.writers.docx.theme import theme

_USED = re.compile(rb'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"')
_TOLD = frozenset({"vbaProject", "attachedTemplate", "keyMapCustomizations", "mailMergeSource"})
"""What a file as a whole may hold that is not kept and of which somebody has to know."""
_BY_WORD = frozenset({"Title", "Subject", "Author", "Keywords", "Category", "Comments", "Company", "Manager"})
"""Properties that Word has by itself."""


class Start:
    """The editor's file, as far as a document is made from it."""

    def __init__(self, draft: Draft, reference: Reference) -> None:
        self.draft = draft
        self.reference = reference
        self.dropped: list[str] = []
        self.carrier = Carrier(reference.parts, self.dropped.append)
        self.furniture = TheirFurniture(draft, reference, self.carrier)

    def add_rest(self) -> None:
        """Add the parts that hold nothing of the text, and report what there is to tell."""
        self._add_looks()
        self._add_properties()
        self._report()

    def _add_looks(self) -> None:
        draft, styles = self.draft, self.draft.styles
        ours = style_part.definitions(styles)
        languages, normal = draft.languages, styles.normal.id
        made = joined.styles(self.reference.sheet.root, ours, self._used(), normal, languages)
        draft.package.add("styles", made)
        self._join("settings", properties.settings(languages))
        self._join("fonts", properties.fonts(draft.design))
        self._join("theme", theme(draft.design))
        own = {id_ for id_ in STYLES if not styles.paragraphs[id_].theirs}
        self._join("numbering", draft.numbering.markup(str(draft.design.faces.sans.word), styles.soft, own))

    def _join(self, kind: str, ours: bytes) -> None:
        """Add a part: that of the editor's file with ours, or ours alone where it has none."""
        name = self.reference.parts.related({"fonts": "fontTable"}.get(kind, kind))
        story, _ = self.draft.package.add(kind, ours)
        if name is None:
            return
        root = self.reference.parts.xml(name)
        self.carrier.relate(name, story, root)
        story.content = _JOINED[kind](root, ours)

    def _add_properties(self) -> None:
        meta, package, asked = self.draft.document.meta, self.draft.package, self.furniture.asked()
        package.property("core", properties.core(meta, asked))
        package.property("app", properties.extended(meta, asked))
        package.property(
            "custom", properties.custom(meta, {name: asked[name] for name in asked if name not in _BY_WORD})
        )

    def _used(self) -> list[str]:
        """Return the ids of the styles that the text, the notes and our own heads and feet are set in."""
        found = (id_.decode() for content in self.draft.package.contents() for id_ in _USED.findall(content))
        return list(dict.fromkeys(found))

    def _report(self) -> None:
        self.furniture.report()
        file, warn = self.reference.parts.file, self.draft.warn
        settings = self.reference.parts.related("settings")
        for holder in (self.reference.parts.main, settings or ""):
            self.dropped += [DROPPED[one.kind] for one in self.reference.parts.relations(holder) if one.kind in _TOLD]
        if self.dropped:
            message = f"left out of the style file: {', '.join(dict.fromkeys(self.dropped))}"
            warn(file, "style-file-reduced", message, "take it out of the file, so that nobody expects it")
        self.draft.problems += self._differences()
        lacking = self.draft.adoption.lacking if self.draft.adoption else {}
        names = [lacking[id_] for id_ in self._used() if id_ in lacking]
        of_word = [name for name in names if name.casefold() in WORDS_OWN]
        if of_word:
            message = f"the style file has no style for {', '.join(of_word)}: made from the template's design"
            remedy = "in Word, use each of these styles once and save; or name yours in template.yaml under 'styles:'"
            warn(file, "style-missing", message, remedy)
        own = [name for name in names if name.casefold() not in WORDS_OWN]
        if own:
            message = f"made from the template's design, since the style file has none of that name: {', '.join(own)}"
            remedy = "to decide how they look in Word, add styles of these names to the file"
            note = Problem(Place(file), "style-made", message, remedy, Severity.NOTE)
            self.draft.problems.append(note)

    def _differences(self) -> Iterator[Problem]:
        """Hold the file's pages and the styles in use against the tokens."""
        used, taken = set(self._used()), dict(self.draft.adoption.taken) if self.draft.adoption else {}
        # Of heads and feet there is one token; the file's own have their look in the file alone.
        taken.pop("page-head", None)
        if any(kind == "footer" for kind, _ in self.reference.sheets[0].heads):
            taken.pop("page-foot", None)
        shown = {
            kind: {
                part: self.reference.sheet.shown(style)
                for part, style in taken.items()
                if style.kind == kind and (style.id in used or part == "body")
            }
            for kind in ("paragraph", "character")
        }
        looks = Looks(self.reference.parts.file, self.reference.sheets[0], shown["paragraph"], shown["character"])
        return differences(self.draft.stated, looks, self.draft.look.places)


_JOINED: Mapping[str, Callable[[Any, bytes], bytes]] = {
    "settings": joined.settings,
    "fonts": joined.fonts,
    "theme": lambda root, _: joined.saved(root),
    "numbering": joined.numbering,
}
