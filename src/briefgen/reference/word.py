"""The part of the reference on Word style files."""

from collections.abc import Iterator

from briefgen.explain import filled
from briefgen.letterhead.names import GENERAL, NAMES, PARTS
from briefgen.letterhead.properties import PROPERTIES
from briefgen.reference.told import code, table
from briefgen.template import STYLE_FILES


def word() -> Iterator[str]:
    """Yield the sections."""
    files = " or ".join(map(code, STYLE_FILES))
    yield "## Word style files"
    yield filled(
        f"The file {files} in a template's folder: Word documents are set in its styles, on its pages, with its heads "
        "and feet. What it does not have is made from the [design](#design)."
    )
    yield "### What styles are called in Word"
    yield filled(
        "A style is found by these names, whatever their capitals, or by the name that `template.yaml` gives under "
        "`styles:`, as in `styles: {quote: Our Quotation}`. A box `::: bottom-line` has the style `Bottom Line`."
    )
    yield table(("part", "together with others", "its names"), (_row(part, id_) for part, id_ in PARTS.items()))
    yield "### Properties that a style file can show"
    yield filled(
        "In Word: *Insert, Quick Parts, Field, DocProperty*, and the name. In LibreOffice: *Insert, Field, More "
        "Fields, DocInformation, Custom*, after the name was added under *File, Properties, Custom Properties*. A "
        "content control with the name as its title or tag is filled, too."
    )
    yield table(("name", "what it shows"), ((code(name), one.meaning) for name, one in PROPERTIES.items()))


def _row(part: str, id_: str) -> tuple[str, ...]:
    general = GENERAL.get(part)
    names = NAMES.get(id_, (_spaced(id_),))
    return code(part), code(general) if general else "", ", ".join(names)


def _spaced(id_: str) -> str:
    return "".join(f" {sign}" if sign.isupper() and place else sign for place, sign in enumerate(id_))
