"""What travels inside a document: the brief as YAML, and its sources as far as each may be passed on.

No comment travels, no field that is for colleagues (``FOR_COLLEAGUES``), and no path of the building machine.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from briefgen.document import Attachment, Document
from briefgen.extracts import SourceExtract
from briefgen.fields import Entry, NotStated
from briefgen.model import Brief, Source
from briefgen.problems import Place, Problem, Severity, clip
from briefgen.project import Project, read_file
from briefgen.source import LIMIT_BYTES
from briefgen.values import Day, replace_refused
from briefgen.vocabulary import FOR_COLLEAGUES
from briefgen.yamlfile import dump

YAML = "application/yaml"
"""RFC 9512."""

_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

_EXTRACTS = """\
EXTRACTS, NOT THE WHOLE TEXT

From: {source}
Here are only the words that the brief quotes. "…" stands for words left out.
"""


def with_files(project: Project, path: Path, brief: Brief, document: Document) -> tuple[Document, list[Problem]]:
    """Put a brief, of the content file ``path``, and its sources into a document; say which of them are kept back.

    Raises BriefgenError for a source that cannot be read any more.
    """
    files = {source: project.source_path(source.file, path) for source in brief.sources}
    paths = {source: project.within(file) for source, file in files.items()}

    def read(source: Source) -> bytes:
        return read_file(files[source], source.file.place, LIMIT_BYTES)

    made = attachments(brief, path.name, document.meta.date, paths, read, document.sources)
    return replace(document, attachments=made), [*_kept_back(brief, document.sources)]


def attachments(
    brief: Brief,
    name: str,
    date: datetime.date | None,
    paths: Mapping[Source, str],
    read: Callable[[Source], bytes],
    extracts: Iterable[SourceExtract],
) -> tuple[Attachment, ...]:
    """Return the files to attach to the documents of a brief.

    ``name`` is that of the content file, ``date`` that of the documents; ``paths`` are those of the sources from the
    project's folder; ``read`` is asked for the files of sources that may travel whole; ``extracts`` are the words of
    the others that the document shows, in the order of the brief. Raises what ``read`` raises.
    """
    words = "The brief that this document was made from, as YAML for briefgen"
    made = [Attachment(name, YAML, brief_as_yaml(brief, paths), words, date)]
    for source, extract in zip(brief.sources, extracts, strict=True):
        path = PurePath(paths[source])
        day = source.published.date if isinstance(source.published, Day) else date
        if source.redistribute == "full":
            kind = _TYPES.get(path.suffix.lower(), "application/octet-stream")
            whole = f"A source of the brief, which names it {paths[source]}"
            made.append(Attachment(path.name, kind, read(source), whole, day))
        elif extract.paragraphs:
            part = f"What the brief quotes of its source {paths[source]}: extracts, not the whole text"
            made.append(Attachment(f"{path.stem}-extracts.txt", "text/plain", _extracts(extract), part, day))
    return tuple(_named_apart(made))


def brief_as_yaml(brief: Brief, paths: Mapping[Source, str]) -> bytes:
    """Return a brief as a content file: it loads again, as the same brief without what is for colleagues."""
    raw = _raw(brief)
    for entry, source in zip(raw["sources"], brief.sources, strict=True):
        if re.match(r"[\\/]|[A-Za-z]:[\\/]", source.file):
            entry["file"] = paths[source]
    return dump(raw)


def _raw(value: Any) -> Any:
    """Return what YAML holds for a value of the model: what was written, under the names it was written under."""
    match value:
        case Entry():
            fields = type(value).model_fields
            written = [name for name in fields if name in value.model_fields_set and name not in FOR_COLLEAGUES]
            return {fields[name].alias or name: _raw(getattr(value, name)) for name in written}
        case tuple():
            return [_raw(item) for item in value]
        case dict():
            return {str(key): _raw(item) for key, item in value.items()}
        case NotStated():
            return None
        case bool():
            return value
        case _:
            return str(value)


def _extracts(extract: SourceExtract) -> bytes:
    name = ": ".join(dict.fromkeys(filter(None, (extract.name, extract.reference))))
    parts = [_EXTRACTS.format(source=name), *(f"¶{one.number}\n{one.text}\n" for one in extract.paragraphs)]
    return "\n".join(parts).encode()


def _named_apart(files: Iterable[Attachment]) -> Iterator[Attachment]:
    """Give each file a name that every system can store, and that no other one has."""
    taken: set[str] = set()
    for file in files:
        safe = re.sub(r'[\x00-\x1f\ufffd<>:"/\\|?*]', "_", replace_refused(file.name))
        stem, dot, suffix = safe.rpartition(".")
        name, number = safe, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem or suffix}-{number}{dot}{suffix if stem else ''}"
        taken.add(name.casefold())
        yield replace(file, name=name)


# --- What is kept back ------------------------------------------------------------------------------------------------
def _kept_back(brief: Brief, extracts: Iterable[SourceExtract]) -> Iterator[Problem]:
    """Note the sources that do not travel whole, since somebody who asks for them may expect them to."""
    for source, extract in zip(brief.sources, extracts, strict=True):
        if source.redistribute == "full":
            continue
        some = source.redistribute == "quotes" and extract.paragraphs
        what = "only the quoted words travel" if some else "nothing travels but the clauses that the brief cites"
        yield Problem(
            source.file.place or Place(str(source.file)),
            "source-kept-back",
            f"of '{clip(source.file)}' {what} with the PDF (redistribute: {source.redistribute})",
            "write 'redistribute: full' under the source if its text may be passed on",
            Severity.NOTE,
        )
