"""Parts of the editor's file that a document carries on: heads, feet, theme, fonts, and what these refer to."""

import posixpath
import re
from collections.abc import Callable
from typing import Any

from briefgen.letterhead.package import Parts, R, Relation
from briefgen.writers.docx.joined import remove
from briefgen.writers.docx.opc import PackURI, Part
from briefgen.writers.docx.package import Story

_FOLDERS = {
    "image": "media",
    "font": "fonts",
    "chart": "charts",
    "chartColorStyle": "charts",
    "chartStyle": "charts",
    "diagramData": "diagrams",
    "diagramLayout": "diagrams",
    "diagramQuickStyle": "diagrams",
    "diagramColors": "diagrams",
    "diagramDrawing": "diagrams",
    "themeOverride": "theme",
}
"""The kinds of parts that are carried on, and where they stand."""
_HOLDERS = {"drawing", "pict", "object", "altChunk", "control", "numPicBullet"}
"""Elements that are nothing without what they refer to."""
_LINKS = ("http://", "https://", "mailto:", "tel:")

DROPPED = {
    "image": "linked pictures, which are not in the file",
    "oleObject": "embedded objects",
    "package": "embedded files",
    "control": "ActiveX controls",
    "aFChunk": "inserted files",
    "hyperlink": "links to files or programs",
    "attachedTemplate": "the address of its template",
    "vbaProject": "macros",
    "keyMapCustomizations": "keyboard settings",
    "wordVbaData": "macros",
    "customXml": "custom XML",
    "comments": "comments",
    "mailMergeSource": "the address of a mail-merge source",
    "subDocument": "parts in other files",
    "frame": "frames with other files",
}
"""What is not carried on, in plain words."""


class Carrier:
    """Copies parts of the editor's file, each once."""

    def __init__(self, parts: Parts, drop: Callable[[str], None]) -> None:
        self.parts = parts
        self.drop = drop
        """Called with what is not carried on, in plain words."""
        self._made: dict[str, Part] = {}

    def relate(self, source: str, story: Story, root: Any) -> None:
        """Give a copied part the relationships that its content uses; take out what leads to anything else."""
        used = {value for one in root.iter() for name, value in one.attrib.items() if name.startswith(R) and one.attrib}
        for relation in self.parts.relations(source):
            if relation.id not in used:
                continue
            if relation.external and relation.kind == "hyperlink" and relation.target.lower().startswith(_LINKS):
                story.load_rel(relation.type, relation.target, relation.id, is_external=True)
            elif not relation.external and relation.kind in _FOLDERS and relation.target in self.parts.data:
                story.load_rel(relation.type, self.copy(relation), relation.id)
            else:
                self.drop(DROPPED.get(relation.kind, f"parts of kind '{relation.kind}'"))
                _take_out(root, relation.id)
        known = {relation.id for relation in self.parts.relations(source)}
        for lost in used - known:
            _take_out(root, lost)

    def copy(self, relation: Relation) -> Part:
        """Return the copy of a part to which another one is related."""
        name = relation.target
        if name not in self._made:
            end = posixpath.splitext(name)[1].lower()
            end = end if re.fullmatch(r"\.[a-z0-9]{1,6}", end) else ".bin"
            number = 1 + len(self._made)
            place = PackURI(f"/word/{_FOLDERS[relation.kind]}/carried{number}{end}")
            made = Story(place, self.parts.content_type(name))
            self._made[name] = made
            made.content = self.parts.data[name]
            for inner in self.parts.relations(name):
                if not inner.external and inner.kind in _FOLDERS and inner.target in self.parts.data:
                    made.load_rel(inner.type, self.copy(inner), inner.id)
                elif inner.kind != "package":
                    self.drop(DROPPED.get(inner.kind, f"parts of kind '{inner.kind}'"))
        return self._made[name]


def _take_out(root: Any, relation: str) -> None:
    """Take out what refers to a part that is not there: the picture or object as a whole; a link leaves its words."""
    for one in list(root.iter()):
        names = [name for name, value in one.attrib.items() if name.startswith(R) and value == relation]
        if not names:
            continue
        holder = one
        while holder is not None and not (isinstance(holder.tag, str) and _local(holder) in _HOLDERS):
            holder = holder.getparent()
        if holder is not None and _local(one) != "hlinkClick":
            remove(holder)
        elif _local(one) == "hyperlink":
            for child in list(one):
                one.addprevious(child)
            remove(one)
        elif _local(one) == "hlinkClick":
            remove(one)
        else:
            for name in names:
                del one.attrib[name]


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
