"""HTML → PDF: a file that keeps the standards of archives and of screen readers, the same bytes for the same input."""

from collections import Counter
from collections.abc import Iterable, Iterator

from briefgen.design import Look
from briefgen.document import Document
from briefgen.nodes import CheckBox, Code, CodeBlock, Image, Label, NoteCall, Str, walk
from briefgen.problems import Place, Problem
from briefgen.writers import Written, fonts, html
from briefgen.writers.pdf import complaints
from briefgen.writers.pdf.renderer import LOCK, address, shared
from briefgen.writers.pdf.variants import DEFAULT, VARIANTS


def write(document: Document, look: Look, *, variant: str = DEFAULT) -> Written:
    """Return the document as PDF, and what is wrong with it. ``variant`` is one of :data:`VARIANTS`.

    Raises BriefgenError when the library that sets the type is not installed.
    """
    machine = shared()
    with LOCK:
        faces = [*fonts.face_problems(document, look.design, machine.has_family)]
        for layout in _LAYOUTS:
            made = machine.render(document, look, VARIANTS[variant], layout)
            lost = [*_cut_off(document, made.texts)]
            if not lost:
                break
    pictures = {address(data): path for path, data in look.pictures.items()}
    complained = complaints.problems(document, look, made.messages, made.of_css, pictures)
    problems = [*faces, *_left_out(document, look), *lost, *complained]
    return Written(made.data, tuple(problems), made.pages, made.fonts)


# WeasyPrint 70 sometimes loses the note of a paragraph that it splits over two pages (it takes lines back for the sake
# of widows and orphans, and forgets that it took the note with them). Where text is lost, other ways to break pages are
# tried before anybody is told.
_LAYOUTS = ("", "p, li { break-inside: avoid }", "p, li { orphans: 1; widows: 1 }")


# --- What is wrong ----------------------------------------------------------------------------------------------------
def _left_out(document: Document, look: Look) -> Iterator[Problem]:
    """Report what the pages cannot show."""
    place = Place(document.meta.template)
    for node in walk((*document.children, *html.note_bodies(document))):
        if isinstance(node, Image) and node.src not in look.pictures:
            yield Problem(node.place or place, "missing-picture", *look.lacks(node.src))
    for number in sorted({note.number for note in document.notes} - _called(document)):
        message = f"note {number} is called by no text outside the notes, so it stands on no page"
        yield Problem(place, "uncalled-note", message, "call it in the text that it belongs to")


def _called(document: Document) -> set[int]:
    return {node.number for node in walk(document.children) if isinstance(node, NoteCall)}


def _cut_off(document: Document, shown: Iterable[str]) -> Iterator[Problem]:
    """Report text that is on no page: a note or a table's head that is higher than a page cannot be broken."""
    called = _called(document)
    bodies = (child for note in document.notes if note.number in called for child in note.children)
    texts = [
        node
        for node in walk((*document.children, *bodies))
        if isinstance(node, Str | Code | Label | CheckBox | CodeBlock)
    ]
    wanted = _letters("".join(node.text for node in texts))
    lost = sum((wanted - _letters("".join(shown))).values())
    if lost:
        longest = max((node for node in texts if isinstance(node, Str)), key=lambda node: len(node.text), default=None)
        place = longest.place if longest and longest.place else Place(document.meta.template)
        message = f"{lost} characters do not fit on any page and are not shown"
        yield Problem(place, "text-cut-off", message, "shorten the longest notes, words and table heads")


def _letters(text: str) -> Counter[str]:
    """Count the characters that leave a mark, whatever capitals the style sets."""
    return Counter(character for character in text.upper().casefold() if character.isalnum())
