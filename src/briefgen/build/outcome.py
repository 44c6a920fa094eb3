"""What comes of a job: what workers return, and what the cache keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from briefgen.account import Account
from briefgen.manifest import Data


class Made(NamedTuple):
    """A document that has only to be written down."""

    format: str
    target: Path
    data: bytes | None
    """None for one that stands there already."""
    entry: Data
    """What the manifest will say of it."""
    picture: bytes = b""
    """Of a PDF, its first page, where the list of briefs is to show it."""

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return str(self.entry["sha256"])


@dataclass
class Outcome(Account):
    """What came of a job."""

    documents: list[Made] = field(default_factory=list)
    """What was made and is not written yet."""
    record: Data | None = None
    """What the manifest will say of the build, but for its files: a manifest of its own."""
    failure: Data | None = None
    """Where documents are missing: what the manifest will say of that, but for which."""
    written: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    """Files that were up to date, and were not written again."""
    pages: int | None = None
    """The pages of its PDF."""
    used: Mapping[str, str] | None = None
    """The digests of all inputs, by their paths from the project's folder; None where nobody can rely on them."""

    key: str = ""
    """By what it is kept for later builds; empty where it is not."""

    @property
    def is_new(self) -> bool:
        """Whether there is something to write or to keep: it was made just now, or a document does not stand there."""
        return not self.key or any(one.data is not None for one in self.documents)

    @property
    def words(self) -> int | None:
        """The words of the text, once it is made."""
        return self.record["builds"][0]["words"] if self.record else None
