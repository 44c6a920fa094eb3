"""What Unicode CLDR knows of a language: the names of countries and of months."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=4)
def states(language: str) -> frozenset[str]:
    """Return the names of countries in a language (Unicode CLDR), as they are compared: in small letters."""
    try:
        territories = Locale(language).territories
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(str(name).casefold() for code, name in territories.items() if len(code) == 2 and code.isalpha())


@lru_cache(maxsize=4)
def months(language: str) -> dict[str, int]:
    """Return the names of months in a language (Unicode CLDR), whole and short, in small letters."""
    try:
        forms = Locale(language.split("-")[0]).months["format"]
    except (UnknownLocaleError, ValueError):
        return {}
    shapes = (forms["abbreviated"], forms["wide"])
    return {str(name).casefold().rstrip("."): int(number) for shape in shapes for number, name in shape.items()}
