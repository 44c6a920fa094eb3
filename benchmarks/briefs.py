"""Briefs made by code, in several fields, each with the text that it rests on: as many and as long as are asked for.

The same numbers make the same briefs. What they say is made up.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETTINGS = "briefgen.yaml"
AMPLE = "limits: {seconds: 300, memory: 4000, brief_seconds: 3000, brief_memory: 8000}\n"


@dataclass(frozen=True)
class Field:
    """A field of public affairs, and what is said in it."""

    name: str
    body: str
    """Who decides."""
    asks: str
    """Who is heard."""
    decided: str
    considered: str
    said: str
    open: str


FIELDS = (
    Field(
        "water",
        "The river board",
        "The growers' union",
        "decided on {day} to close {count} of the wells along the {place} canal by {year}",
        "is considering whether to meter {count} more outlets near {place} before {year}",
        "said that {count} farms near {place} would lose a third of their water in {year}",
        "How many of the wells near {place} were dry in {year}?",
    ),
    Field(
        "schools",
        "The school council",
        "The parents' association",
        "agreed on {day} to open {count} classes for late beginners in {place} in {year}",
        "is considering a plan to merge {count} small schools around {place} in {year}",
        "said that the way to school in {place} would grow by {count} minutes from {year}",
        "Who pays for the {count} buses to {place} after {year}?",
    ),
    Field(
        "harbours",
        "The port authority",
        "The pilots' guild",
        "announced on {day} that it would dredge {count} berths at {place} in {year}",
        "is considering a fee of {count} crowns for each call at {place} from {year}",
        "said that {count} ships had waited a day or more off {place} in {year}",
        "Which of the {count} berths at {place} stay open in {year}?",
    ),
    Field(
        "health",
        "The regional health service",
        "The nurses' federation",
        "decided on {day} to keep {count} beds at the hospital of {place} open until {year}",
        "is considering moving {count} specialists from {place} to the coast in {year}",
        "said that {count} shifts a month could not be filled at {place} in {year}",
        "What becomes of the {count} patients on the list of {place} in {year}?",
    ),
    Field(
        "housing",
        "The city chamber",
        "The tenants' league",
        "approved on {day} the building of {count} flats on the old yard at {place} by {year}",
        "is considering a ceiling on rents for {count} houses in {place} from {year}",
        "said that {count} households in {place} had been given notice in {year}",
        "How many of the {count} flats at {place} are let below cost in {year}?",
    ),
)
PLACES = (
    "Ostermoor",
    "Valdane",
    "Kerrick",
    "Sundholm",
    "Aldersea",
    "Brenwick",
    "Tolmar",
    "Hesketh",
    "Lindau",
    "Morrow",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def write(folder: Path, count: int, statements: int = 6) -> list[Path]:
    """Make a project with ``count`` briefs that have so many statements each; return their files."""
    for name in ("content", "seeds"):
        (folder / name).mkdir(parents=True)
    (folder / SETTINGS).write_text(AMPLE)
    files = []
    for number in range(count):
        brief, source = _brief(number, statements)
        (folder / f"seeds/{number:04}.txt").write_text(source, "utf-8")
        files.append(folder / f"content/{number:04}.yaml")
        # JSON is YAML, too.
        files[-1].write_text(json.dumps(brief, indent=1, ensure_ascii=False), "utf-8")
    return files


def _brief(number: int, statements: int) -> tuple[dict[str, object], str]:
    """Return a brief, and its source: every statement has a sentence there, in paragraphs of three."""
    chosen, field = random.Random(number), FIELDS[number % len(FIELDS)]
    sentences = [*_sentences(chosen, field, statements)]
    paragraphs = [" ".join(text for text, _ in sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    entries: dict[str, list[dict[str, object]]] = {"decisions": [], "background": []}
    for at, (text, commitment) in enumerate(sentences, 1):
        entry: dict[str, object] = {"id": f"S{at}", "text": text, "evidence": text}
        if commitment:
            entry |= {"commitment": commitment, "actors": ["BODY"]}
        entries["decisions" if commitment else "background"].append(entry)
    question = field.open.format(**_drawn(chosen))
    brief: dict[str, object] = {
        "title": f"Memo {number + 1} on {field.name}: what {field.body[0].lower()}{field.body[1:]} decided",
        "as_of": "2026-01-15",
        "sources": [{"id": "a", "file": f"seeds/{number:04}.txt", "title": f"Report {number + 1} on {field.name}"}],
        "bottom_line": [{"text": sentences[0][0], "grounds": ["S1"]}],
        **entries,
        "actors": [
            {"id": "BODY", "name": field.body, "evidence": sentences[0][0]},
            {"id": "ASKS", "name": field.asks, "evidence": sentences[2][0]},
        ],
        "open_questions": [{"text": question, "grounds": ["S2"]}],
    }
    return brief, "\n\n".join(paragraphs)


def _sentences(chosen: random.Random, field: Field, count: int) -> Iterator[tuple[str, str]]:
    kinds = ((field.body, field.decided, "decided"), (field.body, field.considered, "considering"))
    others = (field.asks, field.said, "")
    seen: set[str] = set()
    for number in range(count):
        who, words, commitment = (*kinds, others)[number % 3]
        # The same sentence twice would be evidence that is not clear.
        while (sentence := f"{who} {words.format(**_drawn(chosen))}.") in seen:
            pass
        seen.add(sentence)
        yield sentence, _KEPT.get(words.split()[0], commitment)


_KEPT = {"agreed": "agreed", "announced": "announced"}


def _drawn(chosen: random.Random) -> dict[str, object]:
    return {
        "count": chosen.randint(3, 960),
        "place": chosen.choice(PLACES),
        "day": chosen.choice(DAYS),
        "year": chosen.randint(2026, 2039),
    }
