"""The document's properties that a letterhead can ask for, by the names that its fields and content controls use."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefgen.document import Meta


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the document."""

    meaning: str
    """What it holds, in the terms of the content file."""
    value: Callable[[Meta], str]
    own: bool = False
    """It is one that Word does not have by itself: it stands among the custom properties of the file."""


PROPERTIES: Mapping[str, Property] = {
    "Title": Property("`title`", lambda meta: meta.title),
    "Subject": Property("`header.subject`, else `subtitle`", lambda meta: meta.subject),
    "Author": Property("`header.drafter`, else `header.from`", lambda meta: meta.author),
    "Keywords": Property("`keywords`, divided by commas", lambda meta: ", ".join(meta.keywords)),
    "Reference": Property("`header.reference`", lambda meta: meta.reference, own=True),
    "Date": Property("`as_of`, written out in the document's language", lambda meta: written_out(meta), own=True),
    "Version": Property("`version`", lambda meta: meta.version, own=True),
    "Status": Property("`status`", lambda meta: meta.status, own=True),
    "Marking": Property("`marking`, as it is printed at the head and foot of each page", lambda m: m.marking, own=True),
    "Template": Property("the name of the template", lambda meta: meta.template, own=True),
}
"""Each property by its name: ``DOCPROPERTY Reference`` in a field, or "Reference" as title or tag of a control."""

FIELDS: Mapping[str, str] = {
    "TITLE": "Title",
    "SUBJECT": "Subject",
    "AUTHOR": "Author",
    "KEYWORDS": "Keywords",
    "CREATEDATE": "Date",
    "SAVEDATE": "Date",
}
"""The fields that show a property without naming it."""

BOUND: Mapping[str, str] = {
    "title": "Title",
    "subject": "Subject",
    "creator": "Author",
    "keywords": "Keywords",
    "contentStatus": "Status",
    "version": "Version",
    "PublishDate": "Date",
}
"""What Word's own content controls are bound to, and the property that each shows."""


def written_out(meta: Meta) -> str:
    """Return the date of a document in words of its language."""
    if meta.date is None:
        return ""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(meta.language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return re.sub(r"[\u200e\u200f]", "", format_date(meta.date, "long", locale))


def values(meta: Meta) -> dict[str, str]:
    """Return the properties of a document, by name."""
    return {name: " ".join(one.value(meta).split()) for name, one in PROPERTIES.items()}
