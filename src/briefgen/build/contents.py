"""The content files that failures are about: whether they are still tried, and still what they were."""

import contextlib
import hashlib
import os
from collections.abc import Collection
from pathlib import Path


class Contents:
    """The content files of a project, by their paths from its folder."""

    def __init__(self, root: Path, formats: Collection[str]) -> None:
        """``formats`` are those that content files are made into."""
        self._root = root
        self._formats = frozenset(formats)

    def tried(self, content: str, form: str) -> bool:
        """Tell whether there is such a file, be it one that cannot be read, and it is to be made into a format."""
        return form in self._formats and os.path.lexists(self._root / content)

    def is_still(self, content: str, sha256: str | None) -> bool:
        """Tell whether a file is what was read. If not, another build may have made of it what this one could not."""
        if sha256 is None:
            return True
        with contextlib.suppress(OSError):
            return hashlib.sha256((self._root / content).read_bytes()).hexdigest() == sha256
        return False
