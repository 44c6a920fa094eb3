"""Where a source came from, for what a reader has to say about it."""

from dataclasses import dataclass
from pathlib import PurePath

from briefgen.problems import BriefgenError, Place, Problem


@dataclass(frozen=True, slots=True)
class Origin:
    """The file of a source."""

    name: str
    """How places within the source name it."""
    place: Place
    """Where it was named: the place of what is wrong with the file as a whole."""

    def refusal(self, code: str, message: str, remedy: str) -> BriefgenError:
        """Return the error that says why there is no text to be had from the file."""
        return BriefgenError([Problem(self.place, code, message, remedy)])

    def renamed(self, suffix: str) -> str:
        """Return the name of the file with another suffix."""
        return PurePath(self.name).with_suffix(suffix).name if PurePath(self.name).name else suffix
