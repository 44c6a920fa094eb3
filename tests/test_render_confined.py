"""A template runs in a process of its own: it neither runs for ever nor fills the memory, and its work comes back."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from briefgen import render, template
from briefgen.guarded import Bounds, guarded
from briefgen.problems import BriefgenError, Place, Problem
from briefgen.project import Limits, shipped_templates
from briefgen.render import Rendered
from briefgen.render.confined import Killed, confined
from briefgen.template import Template
from briefgen.values import Bindings, Text
from test_render import case_of, rendered

LIMITS = Limits(seconds=1, memory=128, output=1)


# --- The process ------------------------------------------------------------------------------------------------------
def test_what_is_made_comes_back() -> None:
    assert confined(lambda: os.getpid(), LIMITS) != os.getpid()
    big = confined(lambda: "x" * 5_000_000, LIMITS)
    assert len(big) == 5_000_000


def test_problems_come_back() -> None:
    problem = Problem(Place("a.md.j2", 3), "template-error", "wrong")

    def fail() -> None:
        raise BriefgenError([problem])

    with pytest.raises(BriefgenError) as error:
        confined(fail, LIMITS)
    assert error.value.problems == (problem,)


def test_a_bug_comes_back_with_its_story() -> None:
    def fail() -> None:
        raise KeyError("lost")

    with pytest.raises(RuntimeError, match=r"(?s)in fail.*KeyError: 'lost'"):
        confined(fail, LIMITS)


def _spin() -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("work", "slow"),
    [
        (_spin, True),
        (lambda: sum(range(10**12)), True),  # In C, where no handler runs.
        (lambda: bytearray(10**9), False),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), False),
        (lambda: os.kill(os.getpid(), signal.SIGTERM), False),
    ],
)
def test_a_process_that_ends_without_an_answer(work: Callable[[], object], slow: bool) -> None:
    begun = time.monotonic()
    with pytest.raises(Killed) as error:
        confined(work, LIMITS)
    assert error.value.slow is slow
    assert time.monotonic() - begun < 20


def test_it_writes_no_file(tmp_path: Path) -> None:
    def write() -> None:
        (tmp_path / "a").write_text("x" * 10_000)

    with pytest.raises((Killed, RuntimeError)):
        confined(write, LIMITS)
    assert not (tmp_path / "a").exists() or (tmp_path / "a").stat().st_size == 0


def children() -> set[str]:
    """Return the processes that this one has split off and not taken leave of."""
    return {one for task in Path("/proc/self/task").glob("*/children") for one in task.read_text("ascii").split()}


def test_nothing_is_left_open() -> None:
    before, had = len(list(Path("/proc/self/fd").iterdir())), children()
    for _ in range(5):
        confined(lambda: 1, LIMITS)
        with pytest.raises(Killed):
            confined(lambda: os._exit(3), LIMITS)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    # Other tests of this process may have children of their own: what counts is that none is new.
    assert children() == had


ORPHAN = """
import time
from briefgen.project import Limits
from briefgen.render.confined import confined

confined(lambda: time.sleep(60), Limits())
"""


def test_it_ends_with_the_process_that_waits_for_it() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHAN]) as parent:
        of_parent = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        until = time.monotonic() + 30
        while not (found := of_parent.read_text("ascii").split()) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.1)
        parent.kill()
    (child,) = found
    until = time.monotonic() + 10
    while Path(f"/proc/{child}").exists() and " Z " not in Path(f"/proc/{child}/stat").read_text("ascii"):
        assert time.monotonic() < until
        time.sleep(0.01)


# --- Values -----------------------------------------------------------------------------------------------------------
def test_values_keep_their_places(tmp_path: Path) -> None:
    made = rendered(tmp_path, "{{ brief.title }} {{ brief.decisions[0].commitment }} {{ note(brief.decisions[0]) }}\n")
    assert isinstance(made.bindings, Bindings)
    title, commitment, _ = made.bindings
    assert isinstance(title, Text)
    assert (str(title), title.place) == ("A bridge", Place("x.yaml", 1, 8))
    assert commitment == "decided"
    assert str(commitment) == "Decided"


def test_every_line_knows_its_line_of_the_template(tmp_path: Path) -> None:
    text = (
        "{% macro said(item) %}\n- {{ item.text }}\n  more\n{% endmacro %}\n"
        "# {{ brief.title }}\n\n"
        "{% for item in brief.decisions %}\n{{ said(item) }}\n{% endfor %}\n"
        "{% set caught %}\nCaught\n{% endset %}\n{{ caught }}\nLast\n"
    )
    made = rendered(tmp_path, text)
    assert lines(made) == {"# *": 5, "- *": 2, "  more": 3, "Caught": 11, "Last": 14}


# --- Whose template it is ---------------------------------------------------------------------------------------------
BOUNDS = Bounds(60, 200)


def process_of(chosen: Template) -> int:
    """Return the process in which a template runs."""
    return render.rendered(case_of(), chosen, lambda _: os.getpid())


def test_only_the_programs_own_templates_run_in_its_process_and_only_while_that_is_watched(tmp_path: Path) -> None:
    rendered(tmp_path, "Words")
    shipped, own = (template.find(name, (tmp_path,), shipped_templates(), Place("")) for name in ("memo", "own"))
    assert process_of(shipped) != os.getpid()
    with guarded(BOUNDS, Place(""), lambda: "it"):
        assert process_of(shipped) == os.getpid()
        assert process_of(own) != os.getpid()
        with ThreadPoolExecutor() as pool:  # What is watched is the main thread.
            assert pool.submit(process_of, shipped).result() != os.getpid()
    assert process_of(shipped) != os.getpid()


def test_a_copy_of_one_is_the_projects(tmp_path: Path) -> None:
    for name in ("memo", "plain"):
        shutil.copytree(shipped_templates() / "memo", tmp_path / name)
    (tmp_path / "plain/template.yaml").write_text("name: plain\nextends: briefgen/memo\n")
    for name in ("memo", "plain"):
        with guarded(BOUNDS, Place(""), lambda: "it"):
            assert process_of(template.find(name, (tmp_path,), shipped_templates(), Place(""))) != os.getpid()


def test_in_its_process_too_a_brief_has_its_limits() -> None:
    memo = template.find("memo", (), shipped_templates(), Place(""))
    with pytest.raises(BriefgenError) as error, guarded(BOUNDS, Place("x.yaml"), lambda: "running its template"):
        render.rendered(case_of(), memo, lambda _: [bytes(range(256)) * 4096 for _ in range(10**6)])
    (problem,) = error.value.problems
    assert (problem.place, problem.code) == (Place("x.yaml"), "brief-too-large")


@pytest.mark.parametrize(("error", "code"), [(MemoryError, "brief-too-large"), (RecursionError, "brief-too-deep")])
def test_no_limit_of_templates_is_blamed_there(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException], code: str
) -> None:
    memo = template.find("memo", (), shipped_templates(), Place(""))
    monkeypatch.setattr(render, "lost_words", Mock(side_effect=error))
    with pytest.raises(BriefgenError) as raised, guarded(BOUNDS, Place("x.yaml"), lambda: "running its template"):
        render.rendered(case_of(), memo, lambda _: None)
    assert [problem.code for problem in raised.value.problems] == [code]


def lines(made: Rendered) -> dict[str, int]:
    """Return for each line of the Markdown the line of the template that it comes from."""
    from briefgen.values import PLACEHOLDER

    return {
        PLACEHOLDER.sub("*", text): made.origins.place(number).line
        for number, text in enumerate(made.markdown.split("\n"))
        if text.strip()
    }


# --- Templates that would do harm -------------------------------------------------------------------------------------
SLOW = "template-too-slow"
LARGE = "template-too-large"
OTHER = "template-error"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{{ '%30000000d' | format(1) }}", {OTHER}),
        ("{{ 'x' * 30000000 }}", {OTHER}),
        ("{% for i in range(10 ** 9) %}x{% endfor %}", {OTHER}),
        ("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", {SLOW}),
        ("{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}", {LARGE, SLOW}),
        ("{% set c = cycler('a', 'b') %}{% for i in range(99999) %}{% for j in range(999) %}"
         "{% set x = c.next() %}{% endfor %}{% endfor %}", {SLOW}),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", {"template-endless"}),
        ("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", {"template-endless", SLOW}),
        ("{% set ns = namespace(a=[1]) %}{% for i in range(99) %}{% set ns.a = ns.a + ns.a %}{% endfor %}",
         {LARGE, OTHER}),
        ("{% set ns = namespace(a='xx') %}{% for i in range(99) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}", {OTHER}),
        ("{% set ns = namespace(a=2) %}{% for i in range(99) %}{% set ns.a = ns.a * ns.a %}{% endfor %}", {OTHER}),
        ("{% set ns = namespace(a=[]) %}{% for i in range(99999) %}{% for j in range(99999) %}"
         "{% set ns.a = [ns.a, ns.a] %}{% endfor %}{% endfor %}", {LARGE, SLOW}),
        ("{% set big %}{% for i in range(9999) %}xxxxxxxxxx{% endfor %}{% endset %}"
         "{% for i in range(999) %}{{ big }}{% endfor %}", {LARGE}),
        ("{{ range(99999) | list | join('x' * 99999) }}", {LARGE, OTHER, SLOW}),
        ("{{ lipsum(n=100000) }}", {OTHER}),
        ("{{ 9 ** 9 ** 9 }}", {OTHER}),
        ("{{ '{:>999999999}'.format(1) }}", {OTHER, LARGE}),
        ("{{ ('x' * 99999).replace('', 'x' * 99999) }}", {OTHER, LARGE}),
        ("{{ ['x' * 9999] * 99999 | join }}", {OTHER, LARGE}),
        ("{{ self.head.__init__.__globals__ }}{% block head %}{% endblock %}", {OTHER}),
        ("{% for i in range(99) %}" * 25 + "x" + "{% endfor %}" * 25, {"template-syntax"}),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", {"template-syntax", "template-endless"}),
        ("{{ " + "not " * 5000 + "1 }}", {"template-syntax", "template-endless"}),
        ("{% if 1 %}" * 5000 + "{% endif %}" * 5000, {"template-syntax", "template-endless"}),
    ],
)  # fmt: skip
def test_nothing_runs_for_ever_or_fills_the_memory(tmp_path: Path, text: str, codes: set[str]) -> None:
    begun = time.monotonic()
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, f"Words\n{text}\n", limits=LIMITS)
    problem = error.value.problems[0]
    assert problem.code in codes, problem
    assert Path(problem.place.file).name == "own.md.j2"
    assert problem.place.line
    assert problem.remedy
    assert time.monotonic() - begun < 20
