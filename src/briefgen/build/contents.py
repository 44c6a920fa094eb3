"""The content files that a manifest tells of: whether they are there, and what they hold now."""

import contextlib
import hashlib
import os
from collections.abc import Collection
from pathlib import Path


class Contents:
    """The content files of a project, by their paths from its folder."""

    def __init__(self, root: Path, formats: Collection[str], *, own: bool = True) -> None:
        """``formats`` are those that content files are made into.

        ``own`` tells whether this project alone has documents in the folder. In others, nobody knows whose a content
        file is that is not there.
        """
        self._root = root
        self._formats = frozenset(formats)
        self._own = own

    def wanted(self, content: str, form: str) -> bool:
        """Tell whether a content file is still to be made into a format."""
        return form in self._formats and not self.gone(content)

    def gone(self, content: str) -> bool:
        """Tell whether there is no such file any more, not even one that cannot be read."""
        return self._own and not os.path.lexists(self._root / content)

    def digest(self, content: str) -> str | None:
        """Return the SHA-256 of what a file holds now; None where it cannot be read."""
        with contextlib.suppress(OSError, ValueError):
            return hashlib.sha256((self._root / content).read_bytes()).hexdigest()
        return None
