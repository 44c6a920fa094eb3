"""A letterhead → the files of a template: its tokens with what they mean, the letterhead itself, its logo."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.letterhead.package import opened
from briefgen.letterhead.reading import Reader, Reading
from briefgen.problems import one_line


@dataclass(frozen=True, slots=True)
class FromLetterhead:
    """A template made from a letterhead."""

    files: Mapping[str, bytes]
    """What stands in the template's folder, by name: ``template.yaml``, the letterhead itself, its logo."""
    unread: tuple[str, ...]
    """What could not be read into the template, or is shown otherwise, in plain words; without full stops."""


def template_from(
    data: bytes, name: str, *, file: str = "letterhead.docx", extends: str = "briefgen/memo"
) -> FromLetterhead:
    """Make a template from the bytes of a .docx or .dotx file.

    ``name`` is that of the template and its folder, ``file`` how messages name the letterhead. Raises BriefgenError
    when it cannot be used.
    """
    parts = opened(data, file)
    reading = Reader(parts).read()
    style_file = "reference.dotx" if ".template." in parts.content_type(parts.main) else "reference.docx"
    text = "\n".join(_lines(reading, name, one_line(file), extends, style_file)) + "\n"
    files = {"template.yaml": text.encode(), style_file: data}
    if reading.logo:
        files[reading.logo.name] = reading.logo.data
    return FromLetterhead(files, tuple(reading.unread))


def _lines(reading: Reading, name: str, file: str, extends: str, style_file: str) -> Iterator[str]:
    yield f"# The look of '{name}', read from {file}."
    yield f"# Word documents start from that file, which stands beside this one as {style_file}: its styles, pages,"
    yield "# heads and feet count there. What is said here is for the PDF and the web page, and should say the same:"
    yield "# where the two differ, a build warns and names both. Change a value, build, look."
    yield f"name: {name}"
    yield f"description: {_quoted(f'Memo on our letterhead ({file})')}"
    yield f"extends: {extends}"
    yield ""
    if reading.unread:
        yield "# What could not be taken over:"
        yield from (f"# - {said}" for said in reading.unread)
        yield ""
    if reading.names:
        yield "# What parts of the document are called in the Word file."
        yield "styles:"
        yield from (f"  {part}: {_quoted(named)}" for part, named in reading.names.items())
        yield ""
    yield from _design(reading)


def _design(reading: Reading) -> Iterator[str]:
    yield "design:"
    yield f"  paper: {reading.paper}"
    yield f"  margins: {_inline(reading.margins)} # mm, as in the file"
    yield f"  measure: {reading.measure:g} # mm, width of running text: the whole width, as in the file"
    if logo := reading.logo:
        yield "  logo: # in the PDF and on the web page; Word has the head of the file"
        yield f"    {{file: {logo.name}, alt: {_quoted(logo.alt)}, width: {logo.width:g}}} # mm"
    yield "  faces: # in the PDF, and in Word"
    for slot, (carried, face) in reading.faces.items():
        said = f"    {slot}: {{pdf: {_quoted(carried)}, word: {_quoted(face)}}}"
        yield said + _remark(reading, f"faces.{slot}")
    yield "  colours:"
    for colour, value in reading.colours.items():
        yield f'    {colour}: "{value}"{_remark(reading, f"colours.{colour}")}'
    yield "  styles: # sizes and distances in points"
    for part, style in reading.styles.items():
        yield f"    {part}: {_inline(style)}"


def _inline(values: Mapping[str, str | float | bool]) -> str:
    return "{" + ", ".join(f"{name}: {_plain(value)}" for name, value in values.items()) + "}"


def _plain(value: str | float | bool) -> str:
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else f"{value:g}"


def _quoted(text: str) -> str:
    """Return text as YAML takes it for text, whatever stands in it."""
    said = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{said}"'


def _remark(reading: Reading, token: str) -> str:
    said = reading.notes.get(token)
    return f" # {one_line(said)}" if said else ""
