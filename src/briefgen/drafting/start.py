"""A new brief in a project: the source among the seeds, and a content file drafted from it. Both, or neither."""

import contextlib
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefgen import source, template
from briefgen.drafting.draft import Draft, drafted
from briefgen.drafting.page import Names
from briefgen.drafting.proof import proved
from briefgen.filenames import alike, fault
from briefgen.files import write_whole
from briefgen.guarded import guarded
from briefgen.lexicon import lexicon
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, Problem, clip, shown_path
from briefgen.project import Project, read_file, shipped_templates, usable

SEEDS = "seeds"
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff/\\:*?\"<>|]|^[.~\s-]|[.\s]$|\s\s")
"""What a content file would not hold as it is, or what a shell would take for something else."""
LONGEST_NAME = 120


@dataclass(frozen=True)
class Wish:
    """What the user asked for."""

    article: Path
    name: str = ""
    """The name of the brief, and of the source; that of the article when empty."""
    language: str = ""
    template: str = ""


@dataclass(frozen=True)
class Started:
    """What was made."""

    content: Path
    seed: Path
    copied: bool
    """Whether the source was not there before."""
    draft: Draft


def start_brief(project: Project, wish: Wish) -> Started:
    """Copy an article into a project and write a content file that is drafted from it.

    Raises BriefgenError when the article has no text, when a file is in the way, or when nothing can be written.
    """
    if not project.declared and not project.content.is_dir():
        remedy = "run 'briefgen init' to make this folder a project"
        place = Place(shown_path(project.content))
        raise BriefgenError([Problem(place, "no-content", "there is no content folder here", remedy)])
    if wrong := usable(wish.article, COMMAND_LINE):
        raise BriefgenError([wrong])
    if wish.template:
        template.find(wish.template, (project.templates,), shipped_templates(), COMMAND_LINE)
    seed_name, stem = _names(wish)
    seed, content = project.root / SEEDS / seed_name, project.content / f"{stem}.yaml"
    _refuse_brief(project, content)
    data = read_file(wish.article)
    shown = shown_path(wish.article)
    lexicons = partial(lexicon, folder=project.lexicons)
    with guarded(project.settings.limits.of_brief, Place(shown), lambda: "drafting a brief from it"):
        text = source.read(data, seed_name, Place(shown))
        if not any(map(str.isalnum, text.text)):
            raise BriefgenError([_without_sentence(shown)])
        there = _is_there(seed, data)
        draft = drafted(text, wish.language, lexicons)
        page = proved(draft, Names(f"{SEEDS}/{seed_name}", template=wish.template), lexicons)
    _write_both(seed, None if there else data, content, page)
    return Started(content, seed, not there, draft)


def _without_sentence(shown: str) -> Problem:
    remedy = "paste the text of the article into the file, and save it"
    return Problem(Place(shown), "empty-source", "the source file holds no word", remedy)


def _names(wish: Wish) -> tuple[str, str]:
    """Return the name of the source in the project, and of the content file without its suffix."""
    suffix = wish.article.suffix
    own = wish.name.removesuffix(".yaml").removesuffix(".yml")
    seed, stem = (f"{own}{suffix}", own) if own else (wish.article.name, wish.article.stem)
    wrong = any(_FORBIDDEN.search(name) or fault(name) for name in (seed, stem))
    if wrong or len(seed.encode()) > LONGEST_NAME * 2 or not stem:
        shown = clip(wish.name or wish.article.name)
        message = f"'{shown}' is no name for files that every system takes"
        remedy = "give another one: --name, letters, digits and -, at most 120"
        raise BriefgenError([Problem(COMMAND_LINE, "bad-name", message, remedy)])
    return seed, stem


def _refuse_brief(project: Project, content: Path) -> None:
    """Raise BriefgenError where a brief of that name is there already: its documents would have the same names."""
    stem = alike(content.stem)
    try:
        there = [path for path in project.yaml_files() if alike(path.stem) == stem]
    except OSError:
        there = []  # Nothing can be read there; writing will say why.
    if there or content.exists():
        shown = shown_path((there or [content])[0])
        remedy = "give the new brief another name with --name, or go on in the one that is there"
        raise BriefgenError([Problem(Place(shown), "file-exists", "a brief of this name is there already", remedy)])


def _is_there(seed: Path, data: bytes) -> bool:
    """Tell whether the source is there already, byte for byte. Raises BriefgenError for another one of that name."""
    if not seed.exists():
        return False
    if seed.is_file() and read_file(seed) == data:
        return True
    remedy = "give the new source another name with --name"
    message = "another source of this name is there already"
    raise BriefgenError([Problem(Place(shown_path(seed)), "file-exists", message, remedy)])


def _write_both(seed: Path, data: bytes | None, content: Path, page: str) -> None:
    """Write the source, unless it is there, and the content file; take the source back where the second fails."""
    if data is not None:
        write_whole(seed, data)
    try:
        write_whole(content, page.encode())
    except BaseException:
        if data is not None:
            with contextlib.suppress(OSError):
                seed.unlink()
        raise
