"""Whether the manifest of a folder says already what a build would enter, so that it need not be read and joined."""

import contextlib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from briefgen import manifest
from briefgen.build.contents import Contents
from briefgen.cache.known import Known
from briefgen.cache.store import Store, key_of

KIND = "settled"


class Settled:
    """What a build would enter into one manifest, by the keys of its outcomes."""

    def __init__(self, store: Store, known: Known, folder: Path) -> None:
        self._store = store
        self._known = known
        self._folder = folder
        self._path = str((folder / manifest.NAME).absolute())
        self._entered = hashlib.sha256()
        self._names: set[str] = set()
        self._sure = True

    def note(self, key: str, names: Sequence[str]) -> None:
        """Take up an outcome with the files of it that are entered; one without a key makes all unsure."""
        self._sure = self._sure and bool(key)
        self._entered.update(json.dumps([key, names]).encode())
        self._names.update(names)

    def holds(self, contents: Contents) -> bool:
        """Tell whether an earlier build has entered the same, and nobody has touched the manifest or a file since.

        ``contents`` knows the content files that the manifest tells of.
        """
        found = self._store.get(KIND, self._key()) if self._sure else None
        if found is None:
            return False
        said = json.loads(found.data)
        return (
            self._known.holds(self._path, said["manifest"])
            and all((self._folder / name).is_file() for name in said["others"])
            and all(contents.wanted(content, form) for content, form in said["failing"])
            and all(contents.gone(content) is gone for content, gone in said["contents"].items())
        )

    def keep(self, data: bytes) -> None:
        """Take down that the manifest has been written as ``data``."""
        digest = hashlib.sha256(data).hexdigest()
        with contextlib.suppress(OSError):
            self._known.learn(self._path, digest, Path(self._path).stat())
        if self._sure:
            rests = manifest.outline(data)
            others = sorted({*rests.files} - self._names)
            said = {"manifest": digest, "others": others, "failing": rests.failing, "contents": rests.contents}
            self._store.put(KIND, self._key(), json.dumps(said).encode())

    def _key(self) -> str:
        return key_of([self._path, self._entered.hexdigest()])
