"""What the files of a template's folder are called, and what ``template.yaml`` may say."""

from typing import Annotated

from pydantic import Field

from briefgen.design import Design, Name
from briefgen.fields import Entry
from briefgen.values import Text

SETTINGS = "template.yaml"
STYLESHEET = "print.css"
STYLE_FILES = ("reference.docx", "reference.dotx")
DEFAULT_LANGUAGE = "en"
NAME = r"(briefgen/)?[a-z][a-z0-9-]{0,39}"


class Options(Entry):
    """What a template prints only where it is asked to, and how."""

    evidence_annex: bool = False
    """A section with the paragraphs of the sources that the document quotes, and links to them and back."""
    state_of_knowledge: bool = False
    """Sections on what is known, what is not, and what is expected next, put together from the others."""
    smart_typography: bool = True
    """Quotation marks, apostrophes, dashes, no-break blanks as the language sets them; false leaves text as written."""


class Limits(Entry):
    """How long a document of the template may be."""

    pages: Annotated[int, Field(ge=1, le=500)] | None = None
    """So many pages of the PDF at most; more are an error that says by how much. Without it, any number."""
    spare: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 8
    """Millimetres to be left free on the last of them, since Word breaks lines in its own way; less is a warning."""


class Copied(Entry):
    """What a template was copied from."""

    template: Text
    """The name of the original."""
    briefgen: Text
    """The version of this program that made the copy."""
    files: dict[Text, Text]
    """The files of the original, and what each was like then (the beginning of its SHA-256)."""


class Settings(Entry):
    """What ``template.yaml`` says."""

    name: Name
    """The name of the template, which is that of its folder."""
    description: Text
    """What it is for, in one line."""
    extends: Annotated[str, Field(pattern=f"^{NAME}$")] | None = None
    """The template it builds on; ``briefgen/memo`` always means the shipped one."""
    document: Text
    """The file that holds the wording."""
    options: Options = Options()
    """What is printed only where it is asked for."""
    limits: Limits = Limits()
    """How long a document may be."""
    design: Design
    """The look."""
    styles: dict[Name, Text] = Field(default={})
    """What parts of the document and containers are called in the Word style file, where it is not as usual."""
    labels: dict[str, dict[str, Text]]
    """The fixed words, by language; what a language lacks is taken from English."""
    copied_from: Copied | None = None
    """The original of a copy, by which is told whether that has changed since."""
