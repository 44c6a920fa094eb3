"""Documents of one format, and pictures of them, that were made before from the same: asked for by whoever makes them.

A writer is a function of what it is given (:mod:`briefgen.writers.narrowed`) and of the surroundings; so the key is all
of that, and a change that reaches only some formats makes only those anew.
"""

import hashlib
import io
import json
import pickle
from collections.abc import Mapping
from typing import Any

from briefgen.build.cached import Shelf
from briefgen.build.environment import environment
from briefgen.build.picturing import first_page
from briefgen.cache.coded import Coding, Lost
from briefgen.cache.store import Store
from briefgen.design import Look
from briefgen.document import Document
from briefgen.fields import Entry
from briefgen.making import written
from briefgen.manifest.form import Environment, Native
from briefgen.problems import Place, Problem, Severity
from briefgen.writers import WRITERS, FontFile, Written

_CODING = Coding(Written, FontFile, Problem, Place, Severity, Environment, Native)


class Formats:
    """The making of one brief's documents."""

    def __init__(self, shelf: Shelf | None) -> None:
        self._shelf = shelf
        self._store = Store(shelf.folder if shelf else None)
        self.made_by: dict[str, Environment] = {}
        """What made the documents, by format."""

    def write(self, form: str, settings: Mapping[str, str], document: Document, look: Look) -> Written:
        """Return the document of a format. Raises BriefgenError when its writer cannot go on."""
        if self._shelf is None or form not in WRITERS:
            made = written(form, settings, document, look)
            self.made_by[form] = environment(form)
            return made
        key = self._key(form, dict(settings), (document, look))
        if (found := self._found(key)) is None:
            found = written(form, self._aided(form, settings), document, look), environment(form)
            plain = [_CODING.plain(one, self._store.put_blob) for one in found]
            self._store.put("documents", key, json.dumps(plain).encode())
        made, self.made_by[form] = found
        return made

    def _aided(self, form: str, settings: Mapping[str, str]) -> Mapping[str, str]:
        """Return settings with what helps a writer, and makes no difference to what it writes."""
        if form != "html" or self._shelf is None:
            return settings
        return {"kept": str(self._shelf.folder), "version": self._shelf.surroundings, **settings}

    def _found(self, key: str) -> tuple[Written, Environment] | None:
        found = self._store.get("documents", key)
        try:
            return tuple(_CODING.value(one, self._store.get_blob) for one in json.loads(found.data)) if found else None
        except Lost:
            return None

    def picture(self, pdf: bytes) -> bytes:
        """Return a picture of the first page."""
        if self._shelf is None:
            return first_page(pdf)
        key = self._key("picture", {}, hashlib.sha256(pdf).hexdigest())
        if found := self._store.get("pictures", key):
            return found.data
        made = first_page(pdf)
        self._store.put("pictures", key, made)
        return made

    def close(self) -> None:
        """Keep to the limit."""
        if self._shelf:
            self._store.close(self._shelf.limit)

    def _key(self, form: str, settings: Mapping[str, str], given: Any) -> str:
        assert self._shelf
        whole = hashlib.sha256(json.dumps([self._shelf.surroundings, form, settings]).encode())
        whole.update(exactly(given))
        return whole.hexdigest()


def exactly(value: Any) -> bytes:
    """Return bytes that differ whenever values do, in whatever process; they are compared, and never read."""
    data = io.BytesIO()
    writing = _Exact(data, pickle.HIGHEST_PROTOCOL)
    writing.fast = True  # Which values are one object, and which only say the same, makes no difference.
    writing.dump(value)
    return data.getvalue()


class _Exact(pickle.Pickler):
    """Writes what values hold, and not what they remember for themselves."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Entry):
            stated = vars(value)
            return type(value), tuple((name, stated[name]) for name in type(value).model_fields if name in stated)
        if isinstance(value, set | frozenset):
            return type(value), (sorted(value),)
        return NotImplemented
