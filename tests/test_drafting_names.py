"""Names that small words and apostrophes stand in, and what only looks like one."""

import pytest

from test_drafting_actors import names


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Harwick Fishermen's Association said no.", "Harwick Fishermen’s Association", "group"),
        ("The Olmen Women’s League said no.", "Olmen Women’s League", "group"),
        ("St Mary's Hospital said no.", "St Mary’s Hospital", "body"),
        ("The Food and Drug Administration said no.", "Food and Drug Administration", "government"),
        ("In May the Planning and Transport Committee said no.", "Planning and Transport Committee", "body"),
        ("The Ministry of Trade and Industry said no.", "Ministry of Trade and Industry", "government"),
        ("The Department for Work and Pensions said no.", "Department for Work and Pensions", "government"),
        ("The Centre for Coastal Studies said no.", "Centre for Coastal Studies", None),
        ("The Society for the Protection of Birds said no.", "Society for the Protection of Birds", "group"),
        ("The engineers' report says so.", "Engineers’ report", "document"),
    ],
)
def test_a_name_is_found_whole(text: str, name: str, kind: str | None) -> None:
    assert names(text) == {name: (kind, "")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lund's Harbour Board said no.", {"Harbour Board"}),
        ("Norvane and Veldra Bank said no.", {"Veldra Bank"}),
        ("The mayor and the Council said no. Norvane and the Food Agency agreed.", {"Council", "Food Agency"}),
        ("The United States and World Bank said no.", {"United States", "World Bank"}),
        ("The EU and Ocean Agency said no.", {"Ocean Agency"}),
        ("The Skarn and Ocean Board said no. Skarn agreed.", {"Skarn", "Ocean Board"}),
        ("The Skarn and Ocean Board said no. The Ocean Board agreed.", {"Ocean Board"}),
        ("The Ministry of Health and Corvane said no.", {"Ministry of Health", "Corvane"}),
        ("She left the Institute for Veldra. Veldra said no.", {"Veldra"}),
    ],
)
def test_two_names_are_not_made_one(text: str, wanted: set[str]) -> None:
    assert set(names(text)) == wanted
