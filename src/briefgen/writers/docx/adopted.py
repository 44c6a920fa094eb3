"""The styles of the editor's file in place of ours."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from briefgen.letterhead.names import GENERAL, PARTS, aliases
from briefgen.letterhead.styles import Kind, Sheet, Shown, WordStyle
from briefgen.problems import BriefgenError, Place, Problem, clip, did_you_mean
from briefgen.values import Text
from briefgen.writers.docx.boxes import Box
from briefgen.writers.docx.runs import CharacterStyle, RunLook
from briefgen.writers.docx.styles import ParagraphStyle, Stylesheet

_Style = TypeVar("_Style", ParagraphStyle, CharacterStyle)
_PART_OF = {id_: part for part, id_ in PARTS.items()}


class Adoption:
    """Which styles of the editor's file a document is set in. Made, it has changed our own styles to these."""

    def __init__(self, sheet: Sheet, named: Mapping[str, str], ours: Stylesheet) -> None:
        self.sheet = sheet
        self.named = named
        self.taken: dict[str, WordStyle] = {}
        """Styles of the file by what they show: the name in ``styles:`` of template.yaml."""
        self.lacking: dict[str, str] = {}
        """Our styles that the file lacks: the names that they have in it, by id."""
        self._ids = {id_.casefold() for id_ in sheet.styles}
        self._names = {name.casefold() for name in sheet.names()}
        mistakes = list(self._mistaken(ours))
        if mistakes:
            raise BriefgenError(mistakes)
        self._adopt(ours)

    def _adopt(self, ours: Stylesheet) -> None:
        normal = self.sheet.normal()
        ours.normal = self._block(normal) if normal else ours.normal
        body = self._find("paragraph", "body", ours.body.id, ours.body.name)
        ours.body = self._block(body) if body else ours.normal
        if normal and not body:
            self.taken["body"] = normal
        for styles in (ours.paragraphs, ours.containers):
            for key, style in styles.items():
                found = self._find("paragraph", _PART_OF.get(key, key), style.id, style.name)
                styles[key] = self._block(found) if found else self._added(style)
        for marks in (ours.characters, ours.spans):
            for key, mark in marks.items():
                found = self._find("character", _PART_OF.get(key, key), mark.id, mark.name)
                marks[key] = self._words(found, mark) if found else self._added(mark)
        table = self._find("table", "table", ours.table, "Brief Table")
        if table:
            ours.table = table.id
        else:
            self.lacking[ours.table] = "Brief Table"

    def _find(self, kind: Kind, part: str, id_: str, name: str) -> WordStyle | None:
        """Return the file's style for a part, by the name that the template gives, else by those it may have."""
        wanted = self.named.get(part) or self.named.get(GENERAL.get(part, ""))
        found = self.sheet.find(kind, (wanted,)) if wanted else None
        found = found or self.sheet.find(kind, aliases(id_, name), id_)
        if found:
            self.taken[part] = found
        return found

    def _block(self, style: WordStyle) -> ParagraphStyle:
        shown = self.sheet.shown(style)
        box = Box(
            before=shown.before or 0,
            after=shown.after or 0,
            left=shown.left or 0,
            right=shown.right or 0,
            hanging=shown.hanging or 0,
            keep_next=bool(shown.keep_next),
            keep_lines=bool(shown.keep_lines),
        )
        look = _look(shown)
        return ParagraphStyle(
            style.id, style.name, look, box=box, outline=shown.outline, theirs=True, stops=self.sheet.stops(style)
        )

    def _words(self, style: WordStyle, ours: CharacterStyle) -> CharacterStyle:
        look = _look(self.sheet.shown(style))
        return CharacterStyle(style.id, style.name, replace(look, position=ours.look.position), theirs=True)

    def _added(self, ours: _Style) -> _Style:
        """Note that the file has no such style; return ours with an id and a name that are free in it."""
        id_, name, number = ours.id, ours.name, 1
        while id_.casefold() in self._ids or name.casefold() in self._names:
            number += 1
            id_, name = f"{ours.id}{number}", f"{ours.name} {number}"
        self._ids.add(id_.casefold())
        self._names.add(name.casefold())
        self.lacking[id_] = name
        return replace(ours, id=id_, name=name)

    def _mistaken(self, ours: Stylesheet) -> Iterator[Problem]:
        """Report the names in the template that the file does not have, or has for styles of another kind."""
        marks = {*(_PART_OF.get(id_, id_) for id_ in ours.characters), *ours.spans}
        for part, name in self.named.items():
            general = part in GENERAL.values()
            kind: Kind = "table" if part == "table" else "character" if part in marks else "paragraph"
            if self.sheet.find(kind, (name,)) or (general and self.sheet.find("character", (name,))):
                continue
            place = name.place if isinstance(name, Text) and name.place else Place("template.yaml")
            others = [one for one in self.sheet.styles.values() if one.name.casefold() == name.casefold()]
            known = [one for one in self.sheet.names(kind) if one]
            if others:
                message = f"the Word style '{clip(name)}' is one of kind '{others[0].kind}', expected '{kind}'"
                yield Problem(place, "unknown-word-style", message, f"name a {kind} style at 'styles: {{{part}: …}}'")
            else:
                message = f"the style file has no {kind} style '{clip(name)}'"
                listed = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
                yield Problem(place, "unknown-word-style", message, did_you_mean(name, known, f"it has: {listed}"))


def _look(shown: Shown) -> RunLook:
    return RunLook(
        font=shown.face,
        size=shown.size,
        colour=shown.colour or None,
        bold=shown.bold,
        italic=shown.italic,
        caps=shown.caps,
    )
