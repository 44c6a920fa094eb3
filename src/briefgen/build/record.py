"""What the manifest will say of a brief and its documents: made by the worker, where all of it is at hand."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from briefgen.account import Account
from briefgen.build.jobs import Job
from briefgen.build.publishing import Publishable
from briefgen.check import CHECKS
from briefgen.making import Ready
from briefgen.manifest import Data, as_data, key
from briefgen.manifest.form import (
    Accepted,
    Asked,
    Attached,
    Build,
    Coverage,
    Environment,
    File,
    Finding,
    Font,
    Input,
    Key,
    Link,
    TemplateUsed,
)
from briefgen.model import Brief
from briefgen.nodes import Block, Caption, Cell, CodeBlock, DefinitionItem, Heading, Paragraph, Part, plain, walk
from briefgen.problems import Problem
from briefgen.project import Project, shipped_templates
from briefgen.scripts import EAST_ASIAN_SIGN, HAN, KANA
from briefgen.template import Template
from briefgen.values import Day
from briefgen.variables import EPOCH
from briefgen.writers import FontFile, Written


class Record:
    """What is to be said of one job, gathered while its documents are made."""

    def __init__(self, project: Project, job: Job, ready: Ready, account: Account) -> None:
        self._project = project
        self._job = job
        self._ready = ready
        self._account = account
        self._environments: dict[Key, Data] = {}
        self._fonts: dict[Key, Data] = {}

    def file(self, target: Path, form: str, written: Written, made_by: Environment) -> Data:
        """Return what is to be said of a document; its problems are those that its writer found."""
        environment, programs = _keyed(made_by)
        fonts = [_font(one) for one in written.fonts]
        self._environments[environment] = programs
        self._fonts.update(fonts)
        attached = self._ready.document.attachments if form == "pdf" else ()
        said: Data = as_data(
            File(
                target.name,
                form,
                sha256(written.data),
                len(written.data),
                environment,
                tuple(name for name, _ in fonts),
                written.pages,
                self._job.wish.settings.get(form, {}).get("variant"),
                tuple(Attached(one.name, sha256(one.data)) for one in attached),
                self._findings(written.problems),
            )
        )
        return said

    def whole(self) -> Data:
        """Return a manifest with the one build and without files."""
        (template, look), (checks, names) = _template(self._ready.template), _checks()
        return {
            "builds": [as_data(self._build(template, checks))],
            "templates": {template: look},
            "environments": self._environments,
            "fonts": self._fonts,
            "checks": {checks: names},
        }

    def _build(self, template: str, checks: str) -> Build:
        case, meta, wish = self._ready.case, self._ready.document.meta, self._job.wish
        brief, within = case.brief, self._project.within
        as_of = state_of_knowledge(brief)
        sentences = self._account.coverage
        return Build(
            title=meta.title,
            language=meta.language,
            marking=meta.marking or None,
            status=brief.status,
            as_of=as_of,
            version=meta.version or None,
            content=Input(within(self._job.brief), self._ready.digest),
            sources=tuple(Input(within(Path(text.name)), text.sha256) for text in case.texts.values()),
            lexicon=_lexicon(self._project),
            template=template,
            asked=Asked(wish.template, wish.draft, wish.attach),
            source_date_epoch=(os.environ.get(EPOCH) or None) if as_of is None else None,
            words=sum(map(words, _texts(self._ready.document.children))),
            words_in_notes=sum(words(plain(note.children)) for note in self._ready.document.notes),
            coverage=Coverage(**sentences) if sentences["sentences"] else None,
            checks=checks,
            findings=self._findings(self._ready.found),
            acknowledgements=tuple(
                Accepted(str(one.code), str(one.entry) if one.entry else None, str(one.reason)) for one in brief.accept
            ),
        )

    def _findings(self, problems: Sequence[Problem]) -> tuple[Finding, ...]:
        self._account.reading.told += problems
        return self._publishable.findings(problems)

    @cached_property
    def _publishable(self) -> Publishable:
        return Publishable(self._project, self._account.inputs.paths, self._ready.case.texts, self._ready.document)


def state_of_knowledge(brief: Brief) -> str | None:
    """Return the date of a brief, YYYY-MM-DD; None where it has none."""
    return brief.as_of.date.isoformat() if isinstance(brief.as_of, Day) else None


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a file's contents, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


# --- What is shared, with its key; made once where it is the same for many briefs -------------------------------------
Keyed = tuple[Key, Any]


@lru_cache(maxsize=256)
def _font(file: FontFile) -> Keyed:
    return _keyed(Font(file.family, file.file or None, file.version or None, file.sha256))


@cache
def _checks() -> Keyed:
    return _keyed(tuple(check.__name__.replace("_", "-") for check in CHECKS))


_TEMPLATES: dict[tuple[tuple[Link, ...], tuple[str, ...]], Keyed] = {}
"""By all that decides what a template is like: its files, and what the command set."""


def _template(template: Template) -> Keyed:
    chain = tuple(Link(_template_name(folder), digest(folder)) for folder in template.folders)
    known = chain, template.overrides
    if known not in _TEMPLATES:
        tokens = template.settings.design.model_dump(mode="json", exclude_none=True)
        _TEMPLATES[known] = _keyed(TemplateUsed(str(template.settings.name), chain, template.overrides, tokens))
    return _TEMPLATES[known]


def _keyed(value: Any) -> Keyed:
    return key(value), as_data(value)


# --- What went in -----------------------------------------------------------------------------------------------------
def _template_name(folder: Path) -> str:
    return f"briefgen/{folder.name}" if folder.parent == shipped_templates() else folder.name


def digest(folder: Path) -> str:
    """Return one SHA-256 for all files of a folder, hidden ones left out."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            total.update(f"{name}\0{sha256(path.read_bytes())}\n".encode(errors="surrogateescape"))
    return total.hexdigest()


def _lexicon(project: Project) -> Input | None:
    folder = project.lexicons
    return Input(project.within(folder), digest(folder)) if folder.is_dir() else None


# --- Words ------------------------------------------------------------------------------------------------------------
def words(text: str) -> int:
    """Count words: what stands between blanks and holds a letter or digit, each Chinese or Japanese character alone."""
    found = _word().findall(text) if EAST_ASIAN_SIGN.may_be_in(text) else text.split()
    return sum(any(map(str.isalnum, word)) for word in found)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{KANA}{HAN}]|[^\s{KANA}{HAN}]+")


def _texts(nodes: tuple[Block | Part, ...]) -> Iterator[str]:
    """Yield the texts of paragraphs, headings, cells and the like; a table of contents only repeats headings."""
    for node in walk(nodes):
        match node:
            case Heading() | Paragraph() | Cell() | Caption():
                yield plain(node.children)
            case DefinitionItem():
                yield plain(node.term)
            case CodeBlock():
                yield node.text
            case _:
                pass
