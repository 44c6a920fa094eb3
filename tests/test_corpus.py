"""The checks measured on texts with true and false statements: the report is what it says in ``corpus/report.md``."""

import pytest

from conftest import difference
from measuring import CORPUS, halves, report, verdicts

pytestmark = pytest.mark.xdist_group("corpus")
"""In one process, which checks it once."""


def test_the_report_is_up_to_date(request: pytest.FixtureRequest) -> None:
    file = CORPUS / "report.md"
    made = report()
    if request.config.getoption("--update"):
        file.write_text(made, "utf-8")
    written = file.read_text("utf-8")
    if made != written:
        pytest.fail(
            f"the checks say otherwise than {file.name}; renew it with --update -n 0\n{difference(written, made)}"
        )


def test_the_corpus_is_large_enough_to_say_something() -> None:
    assert halves() == ["held-out", "tuned"]
    for half in halves():
        found = verdicts(half)
        assert len({verdict.name for verdict in found}) >= 4
        assert sum(verdict.kind == "true" for verdict in found) >= 70
        assert {"truncated", "commitment", "negation", "number", "modifier", "speaker", "anonymous", "joined"} <= {
            verdict.kind for verdict in found
        }
