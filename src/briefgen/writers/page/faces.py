"""The type faces that a page carries: of each the letters of Latin texts, or more where the page has more."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from briefgen.cache.store import Store
from briefgen.design import Design
from briefgen.document import Document
from briefgen.nodes import (
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Node,
    Span,
    Strong,
    walk,
)
from briefgen.writers.cuts import rounded, shipped
from briefgen.writers.cuts.cutting import cut
from briefgen.writers.fonts import BOLD, PACKAGES
from briefgen.writers.html import note_bodies


class Kept(NamedTuple):
    """Where the faces of earlier pages are."""

    folder: Path
    version: str
    """What made them: those of another version are none."""


def rules(document: Document, design: Design, text: str, kept: Kept | None = None) -> str:
    """Return the ``@font-face`` rules for a page that shows a text, each with its font file inside.

    ``kept`` is where files are found again that an earlier page had.
    """
    characters = frozenset(text + text.upper())
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; font-display: block;'
        f" src: url(data:font/woff2;base64,{_found(name, rounded(name, characters), kept)}) }}"
        for family, name, weight, style in cuts(document, design)
    )


def cuts(document: Document, design: Design) -> Iterator[tuple[str, str, int, str]]:
    """Yield the cuts that the page of a document carries: family, file, weight and style."""
    slants = {(BOLD, "normal"), (400, "normal"), *_slanted(document, design)}
    faces = design.faces
    coded = any(isinstance(node, Code | CodeBlock) for node in walk(document.children))
    families = [str(face.pdf) for face in (faces.sans, faces.serif, *([faces.mono] if coded else []))]
    yield from (
        (family, name, weight, style)
        for family in dict.fromkeys(families)
        if family in PACKAGES
        for name, weight, style in PACKAGES[family].files()
        if (weight, style) in slants
    )


def _slanted(document: Document, design: Design) -> Iterator[tuple[int, str]]:
    """Yield the italic cuts that a document needs."""
    nodes = [*walk((*document.children, *note_bodies(document)))]
    if any(isinstance(node, Emphasis) for node in nodes) or any(style.italic for style in design.styles.values()):
        yield 400, "italic"
    bold = [node for node in nodes if isinstance(node, Strong | Heading | Span)]
    if any(_holds(node, Emphasis) for node in bold) or any(
        isinstance(node, Emphasis) and _holds(node, Strong) for node in nodes
    ):
        yield BOLD, "italic"


def _holds(node: Node, kind: type) -> bool:
    return any(isinstance(inside, kind) for inside in walk((node,)))


def _found(name: str, characters: frozenset[str], kept: Kept | None) -> str:
    if made := shipped(name, characters):
        return made
    if kept is None:
        return cut(name, characters)
    parts = "\0".join([kept.version, name, *sorted(characters)])
    store, key = Store(kept.folder), hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
    if found := store.get("faces", key):
        return found.data.decode("ascii")
    made = cut(name, characters)
    store.put("faces", key, made.encode("ascii"))
    store.settle()
    return made
