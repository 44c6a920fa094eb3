"""What people write by mistake in a settings file, and what to tell them of it."""

import re
import unicodedata
from collections.abc import Sequence

_NUMBER = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*([A-Za-z%]+)?")
_COLOURS = {
    "black": "#000000",
    "white": "#ffffff",
    "grey": "#59636e",
    "gray": "#59636e",
    "red": "#b00020",
    "maroon": "#800000",
    "orange": "#a34700",
    "yellow": "#7a6000",
    "green": "#1a6b3c",
    "teal": "#00696b",
    "blue": "#0b5cad",
    "navy": "#0b3d66",
    "purple": "#6b3fa0",
    "violet": "#6b3fa0",
    "pink": "#ad1457",
    "brown": "#6d4c41",
}
"""Colours that people name, each dark enough to be read on paper."""
_LANGUAGES = {
    "arabic": "ar",
    "chinese": "zh",
    "cn": "zh",
    "dutch": "nl",
    "english": "en",
    "eng": "en",
    "uk": "en-GB",
    "us": "en-US",
    "gb": "en-GB",
    "french": "fr",
    "francais": "fr",
    "français": "fr",
    "fra": "fr",
    "fre": "fr",
    "german": "de",
    "deutsch": "de",
    "deu": "de",
    "ger": "de",
    "italian": "it",
    "japanese": "ja",
    "jp": "ja",
    "jpn": "ja",
    "日本語": "ja",
    "korean": "ko",
    "kr": "ko",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "español": "es",
    "spa": "es",
    "swedish": "sv",
}
"""What people write for a language tag."""
# ISO 639-1, the codes of two letters.
_CODES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz "
    "ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik "
    "io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml "
    "mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd "
    "se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
    "vi vo wa wo xh yi yo za zh zu "
)
_HEXADECIMAL = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")

SYNONYMS = {
    "background": "fill",
    "background-color": "fill",
    "color": "colour",
    "colors": "colours",
    "font": "face",
    "font-family": "face",
    "font-size": "size",
    "fonts": "faces",
    "line-height": "leading",
    "line-spacing": "leading",
    "page": "paper",
    "text": "labels",
    "words": "labels",
}
"""What other programs call a key."""


def number(text: str) -> str:
    """Say how to write a number that has a unit or a decimal comma; nothing where it is neither."""
    found = _NUMBER.fullmatch(text.strip())
    if not found or not (found[2] or "," in found[1]):
        return ""
    plain, unit = found[1].replace(",", "."), (found[2] or "").lower()
    if unit in _UNITS:
        factor, called = _UNITS[unit]
        return f"write the number alone: {float(plain) * factor:.4g}, which is {called}"
    return (
        f"write a point before the decimals, not a comma: {plain}" if not unit else f"write the number alone: {plain}"
    )


_UNITS = {
    "pt": (1.0, "points"),
    "px": (0.75, "points"),
    "mm": (1.0, "millimetres, as lengths of the page are; those of type are points"),
    "cm": (10.0, "millimetres, as lengths of the page are; those of type are points"),
    "in": (25.4, "millimetres, as lengths of the page are; those of type are points"),
}


def plain_number(text: str) -> str:
    """Return the number in a text such as ``20mm``; empty where there is none."""
    found = _NUMBER.fullmatch(text.strip())
    return found[1].replace(",", ".") if found else ""


def colour(text: str) -> str:
    """Say how to write a colour."""
    bare = text.strip("“”„‘’'\" ")
    found = _HEXADECIMAL.fullmatch(bare)
    if found:
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return f'write it with # and six digits, in straight quotation marks: "#{digits.lower()}"'
    if bare.casefold() in _COLOURS:
        return f'write the colour by its digits, such as "{_COLOURS[bare.casefold()]}"'
    return "write # and six hexadecimal digits, in quotes"


def is_colour(comment: str) -> bool:
    """Tell whether what YAML takes for a comment was meant as a colour."""
    return bool(re.fullmatch(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b.*", comment))


def language(tag: str) -> str | None:
    """Return None for a language tag; of anything else what was meant by it, empty where that cannot be told."""
    meant = _LANGUAGES.get(tag.casefold())
    first = tag.split("-")[0]
    if meant and not (f" {first} " in _CODES and first.islower()):
        return meant
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        return tag.replace("_", "-") if "_" in tag and language(tag.replace("_", "-")) is None else ""
    if len(first) == 2 and f" {first.lower()} " not in _CODES:
        return ""
    return None


# --- YAML -------------------------------------------------------------------------------------------------------------
def syntax(words: str, line: str, column: int) -> str:
    """Say what most likely mends a syntax error, from libyaml's words and where in the line it stopped."""
    if line[column : column + 1] == "\t":
        return "indent with blanks, not tabs"
    if "mapping values" in words and ": " not in line[:column]:
        return "the line before goes on here: put its text in quotes, or give its key a blank after the colon"
    if "expected key" in words and re.match(r"""[\s-]*(?:[\w-]+:\s+)?["'\[{]""", line):
        return f"put the whole text in quotes; {_INNER_QUOTES}"
    return next((remedy for pattern, remedy in _SYNTAX_REMEDIES if re.search(pattern, words)), _QUOTE)


_LEAD = re.compile(r"((?: |- )*)([\w-]+):(?:\s|$)")
"""A line that begins with a key: what stands before it, and the key."""
_GLUED = re.compile(r"[\w-]+:\S|- ")
"""What begins an item, or was meant for a key: what stands under it belongs to no key that is further up."""
_LINES, _WIDTH = 100, 2000
"""So many lines above are looked at, and so much of each."""


def columns(words: str, lines: Sequence[str], number: int, stopped: int) -> str:
    """Say of a line with a syntax error that it begins in another column than its neighbours; nothing where not.

    ``words`` are libyaml's; the line, and the column where it stopped, are counted from 0.
    """
    if not re.search(r"mapping values|expected key|expected '-'", words):
        return ""
    *above, last = (line[:_WIDTH] for line in lines[max(0, number - _LINES) : number + 1])
    above = [line for line in above if line.strip() and line.lstrip()[0] != "#"]
    for back, line in enumerate([last, *above[-1:]]):
        if re.match(r"\s*(?:- |[\w-]+:(?:\s|$))", line) and (odd := odd_blank(line)):
            which = "the line above" if back else "the line"
            return f"{which} begins with {odd}, which is no indentation: write plain blanks there"
    own = re.match(r"( *)([\w-]+):(?:\s|$)", last)
    near = _open_columns(above)
    if not own or not near or len(own[1]) in near or stopped not in (own.end(1), own.end(2)):
        return ""
    column = min(near, key=lambda one: abs(one - len(own[1])))
    said = f"'{own[2]}' starts in column {len(own[1]) + 1}, its neighbours in column {column + 1}: begin it there, too"
    goes_on = "mapping values" in words and len(own[1]) > column
    return f"{said}; if it goes on with the text above, put that whole text in quotes" if goes_on else said


def _open_columns(above: Sequence[str]) -> list[int]:
    """Return the columns, counted from 0, of the key that stands last in some lines, and of those it stands under."""
    found: list[int] = []
    for line in reversed(above):
        key = _LEAD.match(line)
        if key and (not found or len(key[1]) < found[-1]):
            found.append(len(key[1]))
        elif not found and _GLUED.match(line.lstrip()):
            break
    return found


def odd_blank(text: str) -> str:
    """Name a blank at either end of a text that YAML takes for a letter (a no-break one); nothing where none is."""
    ends = text[: len(text) - len(text.lstrip())] + text[len(text.rstrip()) :]
    return next((f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in ends if one not in " \t\n"), "")


_QUOTE = "put the value in quotes if it is text"
_INNER_QUOTES = """inside "…" write \\" for a quotation mark, inside '…' write '' for an apostrophe"""
_COLUMN = "write 'key: value'; lines that belong together start in the same column"
_SYNTAX_REMEDIES = (
    (
        r"mapping values are not allowed",
        "a text that holds ': ' must stand in quotes: key: \"approve: the budget\"",
    ),
    (r"undefined alias|scanning an (alias|anchor)", "a text that begins with '*' or '&' must stand in quotes"),
    (r"cannot start any token", "a text that begins with @, % or ` must stand in quotes"),
    (
        r"escape|hexdecimal",
        "inside \"…\" write \\\\ for a backslash, or put the text in single quotes: 'C:\\files'",
    ),
    (r"quoted scalar", f"close the quotation mark; {_INNER_QUOTES}"),
    (
        r"expected <block end>",
        "lines that belong together start in the same column; a text after a closing quotation mark is not allowed",
    ),
    (r"expected (key|'-' indicator)", _COLUMN),
    (r"expected node content", "write a value between the commas and the brackets, or put the text in quotes"),
    (r"could not find expected ':'|unexpected ':'", "write 'key: value', with a blank after the colon"),
    (r"flow (sequence|mapping)", "close the bracket, or put the text in quotes"),
    (r"another document", "keep one brief in one file: delete the '---' line"),
)
