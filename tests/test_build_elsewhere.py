"""Jobs that travel: what comes of them is what comes of them at home."""

import dataclasses
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.build import Options, inspections, plan
from briefgen.build.elsewhere import Sent, Setting, _done, setting
from briefgen.build.executors import at
from briefgen.build.jobs import Job
from briefgen.build.outcome import Outcome
from briefgen.build.parcel import Parcel, of_brief
from briefgen.build.work import perform
from briefgen.build.workers import Workers
from briefgen.problems import BriefgenError
from briefgen.project import Project, find
from briefgen.values import Text

pytestmark = pytest.mark.xdist_group("processes")

Folder = Callable[[dict[str, str | bytes]], Path]
FILES: dict[str, str | bytes] = {
    "briefgen.yaml": "template: own\n",
    "content/a.yaml": "title: A\nsources: [seeds/a.txt]\ndecisions: [{text: The board decided., evidence: It chose}]\n",
    "content/b.yaml": "title: B\nsources: [seeds/a.txt]\ndecisions: [The board decided.]\nas_of: null\n",
    "seeds/a.txt": "The board decided.\n",
    "templates/own/template.yaml": "extends: briefgen/memo\n",
    "templates/own/memo.md.j2": "# {{ brief.title }}\n{% if false %}Lost words{% endif %}\n",
    "lexicon/en.yaml": "classes: {decided: {verbs: [plump for]}}\n",
}


@pytest.fixture
def elsewhere() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


def jobs(root: Path) -> tuple[Project, list[Job]]:
    project = find(root)
    briefs = [Path("content/a.yaml"), Path("content/b.yaml")]
    options = Options(formats=("md",), output=root / "out")
    return project, [*plan(project, briefs, options), *inspections([root / "content/b.yaml"])]


def told(outcome: Outcome) -> dict[str, object]:
    """Return what somebody is told of an outcome."""
    left_out = ("clock", "seconds", "inputs", "_last", "used", "crash")
    return {
        field.name: getattr(outcome, field.name) for field in dataclasses.fields(outcome) if field.name not in left_out
    }


def test_outcomes_are_those_of_home(folder: Folder, elsewhere: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root = folder(FILES)
    project, todo = jobs(root)
    shared = setting(project, kept=True)
    codes: set[str] = set()
    for job in todo:
        here = perform(project, job, kept=True)
        there = elsewhere.submit(_done, shared, Sent(job, of_brief(project, job.brief))).result()
        assert told(there) == told(here)
        codes |= {problem.code for problem in there.problems}
        if here.used:
            assert there.used == here.used
    assert codes >= {"quotation-not-in-source", "no-evidence"}


def test_nothing_of_one_job_is_there_for_the_next(folder: Folder, elsewhere: Workers) -> None:
    project, (first, second, _) = jobs(folder(FILES))
    shared = setting(project, kept=False)
    elsewhere.submit(_done, shared, Sent(first, of_brief(project, first.brief))).result()
    outcome = elsewhere.submit(_done, shared, Sent(second, Parcel({}))).result()
    assert [problem.code for problem in outcome.problems] == ["no-such-file"]


def test_other_versions_are_named(folder: Folder, elsewhere: Workers) -> None:
    project, (job, *_) = jobs(folder(FILES))
    shared = setting(project, kept=False)
    other = dataclasses.replace(shared, versions={**shared.versions, "jinja2": "1.0"})
    with pytest.raises(BriefgenError) as error:
        elsewhere.submit(_done, other, Sent(job, of_brief(project, job.brief))).result()
    (problem,) = error.value.problems
    assert problem.code == "worker-differs"
    assert f"has jinja2 {shared.versions['jinja2']}, and this machine has 1.0" in problem.message


def test_no_path_of_a_job_leads_out(folder: Folder, elsewhere: Workers) -> None:
    project, (job, *_) = jobs(folder(FILES))
    shared, out = setting(project, kept=False), "../" * 20
    settings = project.settings.model_copy(update={"templates": Text(out)})
    moved = dataclasses.replace(shared, project=dataclasses.replace(project, settings=settings))
    hostile = dataclasses.replace(job, wish=dataclasses.replace(job.wish, brief=Path(f"{out}x.yaml")))
    nothing = Parcel({})
    for given, sent in (
        (shared, Sent(hostile, nothing)),
        (shared, Sent(job, Parcel({f"{out}x.yaml": b"x"}))),
        (shared, Sent(job, Parcel({"/x.yaml": b"x"}))),
        (moved, Sent(job, nothing)),
    ):
        with pytest.raises(ValueError, match="leads out"):
            elsewhere.submit(_done, given, sent).result()


def test_what_jobs_share_is_small(folder: Folder) -> None:
    project, (job, *_) = jobs(folder(FILES))
    shared: Setting = setting(project, kept=False)
    assert len(pickle.dumps(shared)) < 5000
    assert len(pickle.dumps(Sent(job, of_brief(project, job.brief)))) < 2000


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("dusk://host", "did you mean 'dask'?"),
        ("host:8786", "known: dask://HOST:PORT"),
        ("dask://", "did you mean 'dask'?"),
        ("ray://x", "known: dask://HOST:PORT"),
    ],
)
def test_an_address_that_is_none_is_named(address: str, remedy: str) -> None:
    with pytest.raises(BriefgenError) as error:
        at(address)
    assert [(problem.code, problem.remedy) for problem in error.value.problems] == [("unknown-executor", remedy)]
