"""Texts and archives, changed at random: bytes as they come, and the tokens of the language that a file is in."""

import json
import random
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

TOKENS: dict[str, list[str]] = json.loads(Path(__file__).with_name("tokens.json").read_text("utf-8"))
"""What the files of a language are made of, by their suffix."""


def mutated(text: str, kind: str, chance: random.Random, others: tuple[str, ...] = ()) -> str:
    """Return a text with a few changes; ``others`` are texts of its language, of which pieces are taken."""
    for _ in range(1 + int(chance.expovariate(0.7))):
        text = _changed(text, kind, chance, others)[:400_000]
    return text


def _changed(text: str, kind: str, chance: random.Random, others: tuple[str, ...]) -> str:
    at, length = chance.randrange(len(text) + 1), min(int(chance.expovariate(0.05)) + 1, 2000)
    piece = text[at : at + length]
    match chance.randrange(9):
        case 0 | 1:
            return text[:at] + chance.choice(TOKENS[kind]) + text[at:]
        case 2:
            return text[:at] + chance.choice(TOKENS[kind]) + text[at + length :]
        case 3:
            return text[:at] + text[at + length :]
        case 4:
            return text[:at] + (piece or "x") * chance.choice((2, 2, 3, 50, 1000)) + text[at + length :]
        case 5:
            lines = text.split("\n")
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
            return "\n".join(lines)
        case 6 if others:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            return text[:at] + other[start : start + 10 * length] + text[at:]
        case 7:
            return text[:at] + chr(chance.choice((chance.randrange(128), chance.randrange(0xD800)))) + text[at + 1 :]
        case _:
            line = text.rfind("\n", 0, at) + 1
            return text[:line] + chance.choice((" ", "  ", "\t", "- ", "> ")) + text[line:]


def shaken(data: bytes, chance: random.Random) -> bytes:
    """Return bytes of which some are others."""
    made = bytearray(data)
    for _ in range(1 + int(chance.expovariate(0.3))):
        at = chance.randrange(len(made) + 1)
        if chance.random() < 0.7 and at < len(made):
            made[at] = chance.randrange(256)
        elif chance.random() < 0.5:
            del made[at : at + chance.randrange(1, 100)]
        else:
            made[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 20)))
    return bytes(made)


def repacked(archive: bytes, chance: random.Random) -> bytes:
    """Return a zip archive with a member or two that are changed, gone, twice there or under another name."""
    if chance.random() < 0.15:
        return shaken(archive, chance)
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(archive)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
        warnings.catch_warnings(action="ignore"),  # Of names that are there twice, which is what is wanted.
    ):
        names = old.namelist()
        chosen = {chance.choice(names) for _ in range(chance.choice((1, 1, 2, 4)))}
        for name in names:
            data = old.read(name)
            if name not in chosen:
                new.writestr(name, data)
                continue
            if name.endswith((".xml", ".rels")) and chance.random() < 0.85:
                new.writestr(name, mutated(data.decode("utf-8", "replace"), "xml", chance))
            elif chance.random() < 0.5:
                new.writestr(name, shaken(data, chance))
            elif chance.random() < 0.5:
                new.writestr(chance.choice(("../x", "/x", "word/document.xml", f"{name}x", name.upper())), data)
    return made.getvalue()
