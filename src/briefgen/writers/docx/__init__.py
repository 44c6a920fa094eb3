"""Document tree → Word file. The only importer of python-docx."""

from typing import TYPE_CHECKING

from briefgen.design import Look
from briefgen.document import Document
from briefgen.writers import Written
from briefgen.writers.docx import properties, style_part
from briefgen.writers.docx.blocks import flow
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.furniture import Furniture
from briefgen.writers.docx.markup import part
from briefgen.writers.docx.notes import check_calls, footnotes
from briefgen.writers.docx.sections import sections
from briefgen.writers.docx.theme import theme

if TYPE_CHECKING:
    from briefgen.writers.docx.starting import Start


def write(document: Document, look: Look) -> Written:
    """Make a Word file; from the editor's own where the look has one.

    Raises ValueError for a document that breaks the rules of the tree, such as a note that nothing calls, and
    BriefgenError for an editor's file that cannot be used.
    """
    draft = Draft(document, look, flow)
    start = _start(draft)
    body = sections(draft, document.children, start.furniture if start else Furniture(draft))
    check_calls(draft)
    draft.package.document.content = part("w:document", "w r wp a pic", body)
    footnotes(draft)
    if start:
        start.add_rest()
    else:
        _add_rest(draft)
    return Written(draft.package.save(), tuple(draft.problems))


def _start(draft: Draft) -> "Start | None":
    if draft.reference is None:
        return None
    from briefgen.writers.docx.starting import Start

    return Start(draft, draft.reference)


def _add_rest(draft: Draft) -> None:
    """Add the parts that hold nothing of the text."""
    meta, package = draft.document.meta, draft.package
    package.add("styles", style_part.markup(draft.styles))
    package.add("settings", properties.settings(draft.languages, hyphenation=draft.design.hyphenation))
    package.add("fonts", properties.fonts(draft.design))
    package.add("theme", theme(draft.design))
    package.add("numbering", draft.numbering.markup(str(draft.design.faces.sans.word), draft.styles.soft))
    package.property("core", properties.core(meta))
    package.property("app", properties.extended(meta))
    package.property("custom", properties.custom(meta))
