"""Records: what a template sees of the fields that only some briefs have, and the words it is given when it is wrong."""

import pytest

from briefgen.problems import BriefgenError
from test_render import BRIEF, rendered, words
from pathlib import Path


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ brief.extra.desk }}", "North & South"),
        ("{{ brief.extra['desk'] }}", "North & South"),
        ("{% if brief.extra.region %}yes{% else %}no{% endif %}", "no"),
        ("{{ brief.extra.region or '–' }}", "–"),
        ("{{ brief.extra.items or 'none' }}", "none"),
        ("{{ brief.extra.keys or 'none' }}", "none"),
        ("{{ 'yes' if 'desk' in brief.extra else 'no' }} {{ 'yes' if 'items' in brief.extra else 'no' }}", "yes no"),
        ("{% if brief.extra %}some{% endif %}", "some"),
        ("{{ [brief] | map(attribute='extra.desk') | join }}", "North & South"),
    ],
)
def test_fields_of_a_brief_s_own(tmp_path: Path, template: str, printed: str) -> None:
    assert words(tmp_path, f"{template}\n") == printed


def test_a_brief_without_fields_of_its_own(tmp_path: Path) -> None:
    brief = BRIEF.replace("extra: {desk: North & South}\n", "")
    assert words(tmp_path, "{% if brief.extra %}some{% else %}none{% endif %}\n", brief) == "none"
    assert words(tmp_path, "{{ brief.extra.desk or 'none' }}\n", brief) == "none"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ brief.extra.region }}", "this field is absent from the content"),
        ("{{ brief.extra }}", "'extra' cannot be printed as a whole"),
        ("{{ brief.extra.get('desk') }}", "'None' has no attribute 'get'"),
    ],
)
def test_what_cannot_be_printed_of_them(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, template)
    assert error.value.problems[0].message.startswith(message)
