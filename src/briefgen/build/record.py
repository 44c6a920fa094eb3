"""What the manifest will say of a brief and its documents: made by the worker, where all of it is at hand."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from briefgen.build.jobs import Job
from briefgen.build.publishing import Publishable
from briefgen.check import CHECKS
from briefgen.making import Ready, counted
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
    Link,
    Manifest,
    TemplateUsed,
)
from briefgen.nodes import Block, Caption, Cell, CodeBlock, DefinitionItem, Heading, Paragraph, Part, plain, walk
from briefgen.problems import Problem
from briefgen.project import Project, shipped_templates
from briefgen.scripts import HAN, KANA
from briefgen.template import Template
from briefgen.values import Day
from briefgen.writers import Written


class Record:
    """What is to be said of one job, gathered while its documents are made."""

    def __init__(self, project: Project, job: Job, ready: Ready, inputs: Iterable[Path]) -> None:
        self._project = project
        self._job = job
        self._ready = ready
        self._inputs = tuple(inputs)
        self._environments: dict[str, Environment] = {}
        self._fonts: dict[str, Font] = {}

    def file(self, target: Path, form: str, written: Written, made_by: Environment) -> Data:
        """Return what is to be said of a document; its problems are those that its writer found."""
        fonts = [Font(one.family, one.file or None, one.version or None, one.sha256) for one in written.fonts]
        self._environments[key(made_by)] = made_by
        self._fonts |= {key(font): font for font in fonts}
        attached = self._ready.document.attachments if form == "pdf" else ()
        said: Data = as_data(
            File(
                target.name,
                form,
                sha256(written.data),
                len(written.data),
                key(made_by),
                tuple(map(key, fonts)),
                written.pages,
                self._job.wish.settings.get(form, {}).get("variant"),
                tuple(Attached(one.name, sha256(one.data)) for one in attached),
                self._findings(written.problems),
            )
        )
        return said

    def whole(self) -> Data:
        """Return a manifest with the one build and without files."""
        template, checks = _template_used(self._ready.template), tuple(_name_of(check) for check in CHECKS)
        told: Data = as_data(
            Manifest(
                (self._build(key(template), key(checks)),),
                {key(template): template},
                self._environments,
                self._fonts,
                {key(checks): checks},
            )
        )
        return told

    def _build(self, template: str, checks: str) -> Build:
        case, meta, wish = self._ready.case, self._ready.document.meta, self._job.wish
        brief, within = case.brief, self._project.within
        as_of = brief.as_of.date.isoformat() if isinstance(brief.as_of, Day) else None
        sentences = counted(case)
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
            source_date_epoch=(os.environ.get("SOURCE_DATE_EPOCH") or None) if as_of is None else None,
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
        return tuple(map(self._publishable.finding, problems))

    @cached_property
    def _publishable(self) -> Publishable:
        return Publishable(self._project, self._inputs, self._ready.case, self._ready.document)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a file's contents, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _name_of(check: object) -> str:
    return str(getattr(check, "__name__", "")).replace("_", "-")


# --- What went in -----------------------------------------------------------------------------------------------------
def _template_used(template: Template) -> TemplateUsed:
    settings = template.settings
    chain = tuple(Link(_template_name(folder), digest(folder)) for folder in template.folders)
    tokens = settings.design.model_dump(mode="json", exclude_none=True)
    return TemplateUsed(str(settings.name), chain, template.overrides, tokens)


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
_WORD = re.compile(rf"[{KANA}{HAN}]|[^\s{KANA}{HAN}]+")


def words(text: str) -> int:
    """Count words: what stands between blanks and holds a letter or digit, each Chinese or Japanese character alone."""
    return sum(any(map(str.isalnum, word)) for word in _WORD.findall(text))


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
