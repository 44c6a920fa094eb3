"""Language tags (BCP 47), and what stands in for a language that is not there."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

Said = TypeVar("Said")


def fallbacks(tag: str) -> Iterator[str]:
    """Yield a tag in small letters, then its shorter forms: ``zh-hant-tw``, ``zh-hant``, ``zh`` (RFC 4647, 3.4)."""
    left = tag.lower()
    while left:
        yield left
        left = left.rpartition("-")[0]
        if left[-2:-1] == "-":  # what a lone letter or digit introduces is gone, and so is the letter
            left = left[:-2]


def by_language(said: Mapping[str, Said], tag: str) -> list[Said]:
    """Return what is said for a language, the closest last: for ``fr-CA`` that of ``fr``, then that of ``fr-CA``."""
    small = {name.lower(): value for name, value in said.items()}
    return [small[name] for name in fallbacks(tag) if name in small][::-1]
