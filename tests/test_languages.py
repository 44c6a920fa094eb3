"""Language tags, and what stands in for a language that is not there."""

import pytest

from briefgen.languages import by_language, fallbacks


@pytest.mark.parametrize(
    ("tag", "shorter"),
    [
        ("en", ["en"]),
        ("fr-CA", ["fr-ca", "fr"]),
        ("zh-Hant-TW", ["zh-hant-tw", "zh-hant", "zh"]),
        ("de-CH-x-amt", ["de-ch-x-amt", "de-ch", "de"]),
    ],
)
def test_a_tag_becomes_shorter_from_its_end(tag: str, shorter: list[str]) -> None:
    assert list(fallbacks(tag)) == shorter


def test_the_closest_stands_last() -> None:
    said = {"zh": 1, "zh-Hant": 2, "en": 3}
    assert by_language(said, "ZH-hant-HK") == [1, 2]
    assert by_language(said, "zh-Hans") == [1]
    assert by_language(said, "ko") == []
