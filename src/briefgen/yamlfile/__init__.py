"""YAML text → plain values that know their places; nothing is guessed and nothing is lost.

Scalars stay strings: the field that takes one decides how it is read, so ``NO`` stays ``NO`` and ``1.10`` stays
``1.10``. Only a plain ``null``, ``~`` or nothing at all becomes None.
"""

import re
from typing import Any

import yaml

from briefgen.problems import BriefgenError, Place, Problem, clip
from briefgen.yamlfile.composing import LIMIT_DEPTH, LIMIT_PROBLEMS, LIMIT_VALUES, Composer
from briefgen.yamlfile.text import LIMIT_BYTES, MOST_CHARACTERS, decode, printable, without_refused
from briefgen.yamlfile.values import Mapping, Path, Scalar, Sequence, merge

__all__ = [
    "LIMIT_BYTES",
    "LIMIT_DEPTH",
    "LIMIT_PROBLEMS",
    "LIMIT_VALUES",
    "MOST_CHARACTERS",
    "Mapping",
    "Path",
    "Scalar",
    "Sequence",
    "decode",
    "dump",
    "merge",
    "parse",
    "printable",
    "read",
]


def read(data: bytes, name: str) -> Mapping:
    """Read a YAML file that holds one mapping.

    ``name`` is how places name the file. Raises BriefgenError with all that is wrong.
    """
    mapping, problems = parse(data, name)
    if problems:
        raise BriefgenError(problems)
    return mapping


def parse(data: bytes, name: str) -> tuple[Mapping, list[Problem]]:
    """Read a YAML file that holds one mapping, and go on where a value is wrong (a duplicate key, a tag).

    Raises BriefgenError when the file as a whole cannot be read.
    """
    # YAML 1.1 breaks lines at these three, and editors do not; to a text they are blanks in any case.
    text = re.sub("[\x85\u2028\u2029]", " ", decode(data, name))
    text, problems = without_refused(text, name)
    composer = Composer(text, name)
    try:
        value = composer.document()
    except BriefgenError as error:
        raise BriefgenError([*problems, *error.problems]) from None
    problems += composer.problems
    if isinstance(value, Mapping):
        return value, problems
    remedy = "start with a line such as  title: What was decided"
    if value is None:
        wrong = Problem(Place(name, 1, 1), "empty-file", "the file is empty, expected a mapping (key: value)", remedy)
    else:
        found = "a list" if isinstance(value, Sequence) else f"'{clip(printable(str(value)))}'"
        wrong = Problem(value.place, "not-a-mapping", f"found {found}, expected a mapping (key: value)", remedy)
    raise BriefgenError([*problems, wrong])


# --- Writing ----------------------------------------------------------------------------------------------------------
def dump(value: dict[str, Any]) -> bytes:
    """Write plain values (text, truth, None, lists, mappings) as a YAML file that :func:`read` reads as they were."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=112)
    return text.encode()


class _Dumper(yaml.SafeDumper):
    """Repeats what occurs twice, instead of marking it with anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
