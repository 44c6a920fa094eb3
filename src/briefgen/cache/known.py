"""What files hold, without reading again what has not changed: as git does with its index.

A file is known by its marks (time, size, number). What is so fresh that it could change once more without its marks
showing it is read again the next time.
"""

import json
import os
import time
from collections.abc import Mapping

from briefgen import inputs
from briefgen.cache.store import Store
from briefgen.inputs import Marks, Unsettled, is_fresh, look, marks

KIND = "known"
LEAST, FACTOR = 10_000, 3
"""So many files are remembered, or so many times those of the last build."""

Entry = list[int | str]
"""The marks of a file, and its digest."""


class Known:
    """The digests of files and folders during one build, each looked at once."""

    def __init__(self, store: Store, key: str) -> None:
        """``key`` is that of what earlier builds of the same project knew."""
        self._store = store
        self._key = key
        found = store.get(KIND, key)
        self._before: dict[str, Entry] = json.loads(found.data) if found else {}
        self._now: dict[str, Entry] = {}
        self._digests: dict[str, str] = {}
        self._new = False

    def digest(self, path: str) -> str:
        """Return the digest of what is at a path. Raises Unsettled, and OSError."""
        if path not in self._digests:
            self._digests[path] = inputs.digest(path, look(path), self._read)
        return self._digests[path]

    def of_files(self, folder: str, files: Mapping[str, Marks]) -> str:
        """Return one digest for some files of a folder. Raises OSError."""
        return inputs.digest(folder, files, self._read)

    def holds(self, path: str, digest: str) -> bool:
        """Tell whether a file holds just now what has a digest."""
        try:
            return inputs.digest(path, look(path), self._read) == digest
        except (Unsettled, OSError):
            return False

    def _read(self, path: str, marks: Marks) -> str:
        for known in (self._now, self._before):
            if (entry := known.get(path)) and entry[:-1] == [*marks]:
                self._now[path] = entry
                return str(entry[-1])
        now = time.time_ns()
        digest = inputs.read(path, marks)
        if not is_fresh(marks, now):
            self._remember(path, marks, digest)
        return digest

    def learn(self, path: str, digest: str, written: os.stat_result) -> None:
        """Take up what has just been written whole: such a file has a number that none had before.

        To look at the path again would not do: another build may have written it since.
        """
        self._digests[path] = digest
        self._remember(path, marks(written), digest)

    def _remember(self, path: str, marks: Marks, digest: str) -> None:
        self._now[path] = [*marks, digest]
        self._new = True

    def close(self) -> None:
        """Keep what is known for the next build."""
        if self._new:
            every = {**{path: entry for path, entry in self._before.items() if path not in self._now}, **self._now}
            last = [*every.items()][-max(LEAST, FACTOR * len(self._now)) :]
            self._store.put(KIND, self._key, json.dumps(dict(last)).encode())
            self._new = False
