"""Document tree → Word file. The only importer of python-docx."""

from briefgen.design import Look
from briefgen.nodes import Document
from briefgen.writers import Written
from briefgen.writers.docx import properties
from briefgen.writers.docx.blocks import flow
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.furniture import section
from briefgen.writers.docx.markup import part, w
from briefgen.writers.docx.notes import check_calls, footnotes
from briefgen.writers.docx.pieces import flow as set_below
from briefgen.writers.docx.theme import theme


def write(document: Document, look: Look) -> Written:
    """Make a Word file.

    Raises ValueError for a document that breaks the rules of the tree, such as a note that nothing calls.
    """
    draft = Draft(document, look, flow)
    story, body = draft.package.document, draft.styles.body
    pieces = flow(draft, document.children, Pen(story, body, draft.text_width()))
    check_calls(draft)
    content = set_below(pieces, draft.text_width(), body, closed=True)
    story.content = part("w:document", "w r wp a pic", w("body", content, section(draft)))
    footnotes(draft)
    _add_rest(draft)
    return Written(draft.package.save(), tuple(draft.problems))


def _add_rest(draft: Draft) -> None:
    """Add the parts that hold nothing of the text."""
    meta, package = draft.document.meta, draft.package
    package.add("styles", draft.styles.markup())
    package.add("settings", properties.settings(draft.languages))
    package.add("fonts", properties.fonts(draft.design))
    package.add("theme", theme(draft.design))
    package.add("numbering", draft.numbering.markup(str(draft.design.faces.sans.word), draft.styles.soft))
    package.property("core", properties.core(meta))
    package.property("app", properties.extended())
    package.property("custom", properties.custom(meta))
