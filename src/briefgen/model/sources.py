"""The texts that a brief rests on."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from briefgen.fields import Entry, Listed, Maybe
from briefgen.values import Day, Ident, Text, Url


class Grade(Entry):
    """The Admiralty (NATO) grade of a source: two independent judgements."""

    reliability: Literal["A", "B", "C", "D", "E", "F"]
    """Reliability of the source, A (completely reliable) to F (cannot be judged)."""
    credibility: Literal["1", "2", "3", "4", "5", "6"]
    """Credibility of the information, 1 (confirmed) to 6 (cannot be judged)."""
    rationale: Text | None = None
    """Why."""


class SetAside(Entry):
    """Words of a source that the brief leaves out on purpose; their sentences count as dealt with."""

    short: ClassVar[str] = "exact"

    exact: Text
    """The words, copied from the source; the sentences that they stand in are set aside."""
    prefix: Text | None = None
    """Words that stand right before them, where they occur more than once."""
    suffix: Text | None = None
    """Words that stand right after them, where they occur more than once."""
    reason: Text
    """Why they are left out; never printed."""


class Source(Entry):
    """A text that the brief rests on."""

    short: ClassVar[str] = "file"

    id: Ident | None = None
    """A short name by which evidence refers to the source."""
    file: Text
    """The text, as a path from the project's folder (or from the content file's)."""
    title: Maybe[Text] = None
    """Its title."""
    label: Text | None = None
    """A short name for the notes: "Article"."""
    author: Maybe[Text] = None
    """Who wrote it."""
    publisher: Maybe[Text] = None
    """Who published it."""
    published: Maybe[Day] = None
    """The day it was published, YYYY-MM-DD."""
    url: Maybe[Url] = None
    """Where it can be read."""
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None
    """Its language, as a BCP 47 tag; the brief's own when left out."""
    descriptor: Text | None = None
    """What bears on its worth: kind of text, closeness to the events, bias (ICD 206)."""
    grade: Grade | None = None
    """Its grade."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The SHA-256 of the file, in hexadecimal: the brief is held to this very text."""
    redistribute: Literal["full", "quotes", "none"] = "quotes"
    """How much of the text the documents may carry besides the notes: all of it, the quoted words, or none."""
    set_aside: Listed[SetAside] = ()
    """Sentences that the brief leaves out on purpose, each with the reason."""
