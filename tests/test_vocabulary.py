"""The fixed words of a brief."""

from typing import get_args

from briefgen import template
from briefgen.problems import Place
from briefgen.project import shipped_templates
from briefgen.vocabulary import (
    COMMITMENT_GROUPS,
    TLP,
    TLP_BEFORE,
    Commitment,
    Confidence,
    Likelihood,
    Presence,
    Status,
)


def test_every_commitment_has_a_group() -> None:
    assert list(COMMITMENT_GROUPS) == list(get_args(Commitment))


def test_the_memo_has_a_word_for_each_fixed_word_and_a_style_for_each_group() -> None:
    settings = template.find("memo", (), shipped_templates(), Place("x")).settings
    words = {"commitment": Commitment, "likelihood": Likelihood, "confidence": Confidence}
    for field, choice in {**words, "presence": Presence, "status": Status}.items():
        for language in ("en", "de", "fr", "ja"):
            lacking = {f"{field}-{key}" for key in get_args(choice)} - set(settings.labels[language])
            assert lacking == set(), language
    assert {f"commitment-{group}" for group in COMMITMENT_GROUPS.values()} <= set(settings.design.styles)


def test_the_labels_of_tlp() -> None:
    assert all(label.startswith("TLP:") and label == label.upper() for label in TLP)
    assert TLP_BEFORE.keys().isdisjoint(TLP)
