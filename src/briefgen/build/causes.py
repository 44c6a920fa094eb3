"""Why a file would be another one now: what differs between two manifests of the same brief."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from briefgen.manifest.form import Build, Environment, File, Font, Input, Manifest, Native, TemplateUsed
from briefgen.problems import clip, one_of

MOST_TOKENS = 3
"""So many design tokens that differ are named."""


class Entry(NamedTuple):
    """What a manifest says of a file."""

    manifest: Manifest
    build: Build
    file: File

    @property
    def template(self) -> TemplateUsed:
        """The template that it was made with."""
        return self.manifest.templates[self.build.template]

    @property
    def environment(self) -> Environment:
        """The programs that made it."""
        return self.manifest.environments[self.file.environment]

    @property
    def fonts(self) -> dict[str, Font]:
        """The fonts in it, by names that tell them apart."""
        fonts = (self.manifest.fonts[key] for key in self.file.fonts)
        return {font.file or f"{font.family} {font.sha256[:8]}": font for font in fonts}


def entries(manifest: Manifest) -> dict[str, Entry]:
    """Return what a manifest says, by the names of files."""
    return {file.file: Entry(manifest, build, file) for build in manifest.builds for file in build.files}


def causes(then: Entry, now: Entry) -> list[str]:
    """Say what has changed between two makings of a file, the likeliest causes first."""
    return [
        *_inputs(then.build, now.build),
        *_templates(then.template, now.template),
        *_epoch(then.build, now.build),
        *_environments(then.environment, now.environment),
        *_fonts(then.fonts, now.fonts),
    ]


def _inputs(then: Build, now: Build) -> Iterator[str]:
    before, after = _by_file(then), _by_file(now)
    for file, sha256 in before.items():
        if file not in after:
            yield f"{file} is no input any more"
        elif after[file] != sha256:
            yield f"{file} has changed"
    yield from (f"{file} is a new input" for file in after if file not in before)


def _by_file(build: Build) -> dict[str, str]:
    inputs: list[Input | None] = [build.content, *build.sources, build.lexicon]
    return {one.file: one.sha256 for one in inputs if one}


def _templates(then: TemplateUsed, now: TemplateUsed) -> Iterator[str]:
    before, after = [link.name for link in then.chain], [link.name for link in now.chain]
    if before != after:
        yield f"the templates were {', '.join(before)}, and are {', '.join(after)}"
    known = {link.name: link.sha256 for link in now.chain}
    changed = [link.name for link in then.chain if known.get(link.name, link.sha256) != link.sha256]
    yield from (f"the template {name} has changed" for name in changed)
    tokens = [*_tokens(then.tokens, now.tokens)]
    yield from tokens[:MOST_TOKENS]
    if len(tokens) > MOST_TOKENS:
        yield f"{len(tokens) - MOST_TOKENS} more design tokens differ"


def _tokens(then: Any, now: Any, path: str = "design") -> Iterator[str]:
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for name in [*then, *(name for name in now if name not in then)]:
            yield from _tokens(then.get(name), now.get(name), f"{path}.{name}")
    elif _plain(then) != _plain(now):
        yield f"{path} was {_shown(then)}, and is {_shown(now)}"


def _plain(token: Any) -> Any:
    return list(token) if isinstance(token, tuple) else token


def _shown(token: Any) -> str:
    return "not stated" if token is None else clip(str(token), 40)


def _epoch(then: Build, now: Build) -> Iterator[str]:
    if then.source_date_epoch != now.source_date_epoch:
        before, after = (one.source_date_epoch or "not set" for one in (then, now))
        yield f"SOURCE_DATE_EPOCH was {clip(before, 20)}, and is {clip(after, 20)}"


def _environments(then: Environment, now: Environment) -> Iterator[str]:
    yield from _versions({"briefgen": then.briefgen, **then.libraries}, {"briefgen": now.briefgen, **now.libraries})
    for name, before, after in (("Python", then.python, now.python), ("the system", then.platform, now.platform)):
        if before != after:
            yield f"{name} was {before}, and is {after}"
    for name in sorted({*then.native, *now.native}):
        yield from _native(name, then.native.get(name), now.native.get(name))


def _versions(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in [*then, *(name for name in now if name not in then)]:
        if then.get(name) != now.get(name):
            yield f"{name} was {then.get(name, 'not there')}, and is {now.get(name, 'not there')}"


def _native(name: str, then: Native | None, now: Native | None) -> Iterator[str]:
    if then == now:
        return
    before, after = (f"{one.version or one.file}" if one else "not there" for one in (then, now))
    if before == after:
        yield f"the library {name} ({before}) is another build of the same version"
    else:
        yield f"the library {name} was {before}, and is {after}"


def _fonts(then: Mapping[str, Font], now: Mapping[str, Font]) -> Iterator[str]:
    if gone := [name for name in then if name not in now]:
        others = [name for name in now if name not in then]
        yield f"the font {', '.join(gone)} is not used any more" + (f", but {', '.join(others)}" if others else "")
    for name, font in then.items():
        if name in now and now[name].sha256 != font.sha256:
            yield f"the font {name} has changed (version {font.version}, now {now[name].version})"


# --- What has no influence on a file ----------------------------------------------------------------------------------
_TOLD = ("title", "language", "marking", "status", "as_of", "words", "words_in_notes", "coverage", "findings")
_TOLD_OF_FILE = ("size", "pages", "attachments", "findings")


def mistold(then: Entry, now: Entry) -> str:
    """Say what a manifest tells wrongly of a file that is as it was built; an empty string where all is right."""
    pairs = [(name, getattr(then.build, name), getattr(now.build, name)) for name in (*_TOLD, "acknowledgements")]
    pairs += [(name, getattr(then.file, name), getattr(now.file, name)) for name in _TOLD_OF_FILE]
    wrong = [name.replace("_", " ") for name, before, after in pairs if before != after]
    return one_of(list(dict.fromkeys(wrong))) if wrong else ""
