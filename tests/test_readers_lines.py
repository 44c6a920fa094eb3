"""Lines with their places: how they become paragraphs, and what becomes of the hyphens at their ends."""

import pytest

from briefgen.readers.lines import Line, Page, paragraphs

HEIGHT = 800.0


def page(*rows: tuple[str, float] | tuple[str, float, float] | tuple[str, float, float, float]) -> Page:
    """Return a page of lines: their words, how far they are below the top, and as wished the left edge and the size."""
    lines = []
    for words, down, *more in rows:
        left, size = (*more, 50.0, 10.0)[0], (*more[1:], 10.0)[0]
        cells = "\t" in words
        lines.append(Line(words, left, left + len(words) * size / 2, HEIGHT - down, size, cells))
    return Page(tuple(lines), HEIGHT)


def joined(*pages: Page) -> list[str]:
    return paragraphs(pages)


FULL = "The council of the town voted to buy the mill and"
"""A line that others are held against; 49 letters, to x = 295."""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(FULL, 200), ("turn it into a library.", 212)], [f"{FULL} turn it into a library."]),
        # a wider step, another size, an indent, a line that ends early
        ([(FULL, 200), ("more.", 212), ("Next one.", 232)], [f"{FULL} more.", "Next one."]),
        ([("Mill sold", 200, 50, 16), (FULL, 220)], ["Mill sold", FULL]),
        ([(f"{FULL} so.", 200), ("The council met. " + FULL, 212, 60)], [f"{FULL} so.", f"The council met. {FULL}"]),
        ([(FULL, 200), ("it ended.", 212), ("Then it began.", 224)], [f"{FULL} it ended.", "Then it began."]),
        # a line that ends a sentence at its end, and one that ends early within one
        ([(f"{FULL} so.", 200), ("Then it began.", 212)], [f"{FULL} so. Then it began."]),
        ([(f"{FULL} or", 200), ("it was", 212), ("bought.", 224)], [f"{FULL} or it was bought."]),
        # items, rows
        ([("• Buy it", 200), ("• Sell it", 212), ("at once", 224)], ["• Buy it", "• Sell it at once"]),
        ([("1. Buy", 200), ("2. Sell", 212)], ["1. Buy", "2. Sell"]),
        ([("LDP\t261", 200), ("CDP\t96", 212)], ["LDP\t261", "CDP\t96"]),
        ([("Buy it", 200, 60), ("Sell it", 212, 60), ("•", 200), ("•", 212)], ["• Buy it", "• Sell it"]),
        # a headline in the middle
        (
            [("A mill is to become a library of", 200, 60, 20), ("the town", 222, 180, 20)],
            ["A mill is to become a library of the town"],
        ),
        # lines without a word, a script without blanks
        ([("***", 200), ("One.", 212)], ["One."]),
        (
            [("日本政府は発表した。会合は", 200), ("オンラインで開かれた。", 212)],
            ["日本政府は発表した。会合はオンラインで開かれた。"],
        ),
    ],
)
def test_lines_become_paragraphs(rows: list[tuple[str, float]], expected: list[str]) -> None:
    assert joined(page(*rows)) == expected


def test_no_line_is_no_paragraph() -> None:
    assert joined() == joined(page()) == joined(page(("—", 300))) == []


# --- Pages and columns ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("last", "first", "expected"),
    [
        (FULL, "turn it into a library.", 1),
        (FULL, "Aldermere Library.", 1),
        (f"{FULL} so.", "Then it began.", 2),
        ("and that was", "The beginning.", 2),
        ("it ended.", "then it began.", 2),
    ],
)
def test_a_paragraph_goes_on_behind_a_page(last: str, first: str, expected: int) -> None:
    pages = page((f"{FULL} or", 500), (last, 512)), page((first, 200))
    assert len(joined(*pages)) == expected
    columns = page((f"{FULL} or", 500), (last, 512), (first, 200, 320))
    assert len(joined(columns)) == expected


def test_what_stands_at_the_edge_of_each_page_is_left_out() -> None:
    def furnished(number: int, *rows: tuple[str, float]) -> Page:
        return page(("The Example Times", 30), *rows, (f"{number} / 3", 780))

    pages = furnished(1, (FULL, 500)), furnished(2, ("the rest.", 200)), furnished(3, ("The end.", 500))
    assert joined(*pages) == [f"{FULL} the rest.", "The end."]
    assert joined(furnished(1, (FULL, 500)))[0] == "The Example Times", "one page does not tell"
    assert joined(page(("Note 1", 400)), page(("Note 2", 400))) == ["Note 1", "Note 2"], "not at the edge"


# --- Hyphens ----------------------------------------------------------------------------------------------------------
def test_a_hyphen_goes_where_the_word_is_known_without_it() -> None:
    assert joined(page(("The government met. The govern-", 200), ("ment left.", 212))) == [
        "The government met. The government left."
    ]


def test_a_hyphen_stays_where_nothing_is_known() -> None:
    assert joined(page(("They agreed on role-", 200), ("sharing at once.", 212))) == [
        "They agreed on role-sharing at once."
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("the Japan-", "U.S. plan", "the Japan-U.S. plan"),
        ("COVID-", "19 came", "COVID-19 came"),
        ("state-of-the-", "art tools", "state-of-the-art tools"),
        ("word\u00ad", "less", "wordless"),
        ("For\u2010", "eign Minister", "Foreign Minister"),
        ("well -", "so it goes", "well - so it goes"),
        ("self-defense, self-", "defense", "self-defense, self-defense"),
    ],
)
def test_hyphens_at_the_end_of_a_line(first: str, second: str, expected: str) -> None:
    assert joined(page((first, 200), (second, 212))) == [expected]


def test_a_text_whose_words_are_broken_tells_by_the_ones_it_knows() -> None:
    rows = [
        "the minister said that minis-",
        "ters would go ahead, so the gov-",
        "ernment said, if the minis-",
        "ters agree",
    ]
    text = "ministers can. " + " ".join(rows)
    assert joined(page((text[:15].strip(), 188), *((row, 200 + 12 * at) for at, row in enumerate(rows))))[-1].endswith(
        "the minister said that ministers would go ahead, so the government said, if the ministers agree"
    )
