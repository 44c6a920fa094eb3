"""Names that a template gives to places of the document, and the references to them."""

import re

from briefgen.nodes import Anchor, CrossReference
from briefgen.problems import clip
from briefgen.render.parts import UnknownName
from briefgen.values import Nodes, spelled

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")


def anchor(name: object) -> Nodes:
    """Give a place a name: in a heading or a caption, to the whole of it. It prints nothing.

    Raises UnknownName for what is no name.
    """
    return Nodes((Anchor(_checked("anchor", name)),), key=("anchor", str(name)))


def ref(name: object) -> Nodes:
    """Print what a heading, a table or a picture is called, as a link to it. Raises UnknownName for what is no name."""
    return Nodes((CrossReference(_checked("ref", name), ()),), key=("ref", str(name)))


def _checked(function: str, name: object) -> str:
    if isinstance(name, str) and _NAME.fullmatch(said := spelled(str(name))):
        return said
    expected = "a name: a letter, then letters, digits, '-' or '_' (at most 40), or the id of an entry"
    raise UnknownName(f"{function}() takes {expected}; found '{clip(spelled(str(name)))}'")
