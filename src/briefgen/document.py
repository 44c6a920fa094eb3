"""A whole document: its blocks, its notes, what is said about it, and what travels inside it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen import travel
from briefgen.extracts import Citation, SourceExtract
from briefgen.nodes import Block, Inline


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a note; ``number`` counts from 1 in the order of first calls."""

    number: int
    children: tuple[Inline, ...]
    citations: tuple[Citation, ...] = field(default=(), compare=False)
    """The words that it quotes, where these may be shown in their place."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What is said about a document: its properties, and the words that repeat on its pages."""

    title: str
    running_title: str = ""
    """The title as it stands at the heads of pages, where it is typeset; empty for the title as it is."""
    language: str = "en"
    """BCP 47 tag."""
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    date: datetime.date | None = None
    """State of knowledge, from the content; the only date that goes into a file."""
    version: str = ""
    status: str = ""
    reference: str = ""
    template: str = ""
    marking: str = ""
    """The protective marking as printed at the head and foot of each page; empty for none."""
    watermark: str = ""
    """A word laid over each page of a draft; empty for none."""
    page_label: str = "{page} / {pages}"
    """How a page is numbered; holds ``{page}`` and ``{pages}``."""
    notes_label: str = "Notes"
    table_label: str = "Table {number}"
    """What tables with a caption are called; holds ``{number}``."""
    figure_label: str = "Figure {number}"
    """What pictures with a caption are called; holds ``{number}``."""
    caption_label: str = "{label}. {words}"
    """How a caption is put together; holds ``{label}`` and ``{words}``."""
    fields: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Words that the lines at the head and foot of pages may name: ``date``, ``status``, ``label:kind``."""
    content_hash: str = ""
    """SHA-256 of the content file, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside a document, in formats that can hold one."""

    name: str
    """What it is called, without a folder; no two in a document are called the same."""
    media_type: str
    """What it is: ``application/yaml`` (RFC 9512)."""
    data: bytes
    description: str
    date: datetime.date | None = None
    """When its contents are from; never the time of the building."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: what every writer takes."""

    children: tuple[Block, ...]
    notes: tuple[Note, ...]
    meta: Meta
    sources: tuple[SourceExtract, ...] = field(default=(), compare=False)
    """The sources of the notes' citations."""
    attachments: tuple[Attachment, ...] = field(default=(), compare=False)


travel.by_values((Note, Meta, Attachment, Document))
