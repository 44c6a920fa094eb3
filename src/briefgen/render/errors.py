"""What goes wrong while a template runs → problems in an editor's words, with the line of the template."""

import re
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.environment import Template as Compiled

from briefgen.origins import line_at
from briefgen.problems import Place, Problem, clip, did_you_mean, shown_path
from briefgen.project import Limits
from briefgen.render.confined import OutOfTime
from briefgen.render.files import Files, Outside
from briefgen.render.trail import TooMuch

_LIMITS = "if the document is meant to be that large, raise limits.{} in briefgen.yaml (it is {})"


def problem(error: BaseException, files: Files, document: Path, limits: Limits) -> Problem:
    """Word an error for an editor. ``document`` is the template's main file, and the place of what knows no better."""
    place = _place(error, document)
    code, message, remedy = _worded(error, files, limits)
    return Problem(place, code, message, remedy or "mend the line that is shown", excerpt=line_at(files.texts, place))


def _worded(error: BaseException, files: Files, limits: Limits) -> tuple[str, str, str]:
    """Return code, message and remedy of an error."""
    match error:
        case Outside():
            message = f"the path '{clip(str(error.name))}' leads out of the template's folder"
            return "template-file-missing", message, "put the file into the folder, and write its name alone"
        case TemplateNotFound():
            known = files.names()
            remedy = did_you_mean(str(error.name), known, f"files there: {', '.join(known)}")
            message = f"there is no file '{clip(str(error.name))}' in the template"
            return "template-file-missing", message, remedy
        case TemplateSyntaxError():
            from briefgen.render.analysis.syntax import as_said  # Much to load, for templates that are wrong.

            return "template-syntax", *as_said(str(error.message))
        case SyntaxError():  # Python's own, for what Jinja makes of the template.
            message = "the template has too many blocks, one inside the other"
            return "template-syntax", message, "take some out, into a macro or a file of their own"
        case RecursionError():
            message = "the template includes or calls itself without end"
            remedy = "look at its {% include %}, macros and {{ self.… }}: one of them leads back to itself"
            return "template-endless", message, remedy
        case OutOfTime():
            return _slow(limits)
        case MemoryError():
            return _large(limits)
        case TooMuch():
            remedy = f"look for a loop in a loop; {_LIMITS.format('output', limits.output)}"
            return "template-too-large", str(error), remedy
        case _:
            message, _, remedy = reworded(error).partition(": ")
            return "template-error", message, remedy


def _slow(limits: Limits) -> tuple[str, str, str]:
    message = f"the template took more than {limits.seconds} second{'s' * (limits.seconds > 1)}"
    remedy = f"look for a loop in a loop; {_LIMITS.format('seconds', limits.seconds)}"
    return "template-too-slow", message, remedy


def _large(limits: Limits) -> tuple[str, str, str]:
    message = f"the template took more than {limits.memory} MB of memory"
    remedy = f"look for a text or a list that grows; {_LIMITS.format('memory', limits.memory)}"
    return "template-too-large", message, remedy


def killed(document: Path, limits: Limits, *, slow: bool) -> Problem:
    """Say that the process in which a template ran was ended, and its line is not known."""
    return Problem(Place(shown_path(document), 1), *(_slow if slow else _large)(limits))


def _place(error: BaseException, document: Path) -> Place:
    """Find the line of a template that an error comes from: the innermost, so that of a macro is inside it."""
    if isinstance(error, TemplateSyntaxError):
        return Place(shown_path(Path(error.filename or document)), error.lineno)
    found = _line(error.__traceback__)
    return found or Place(shown_path(document), 1)


def _line(trace: TracebackType | None) -> Place | None:
    place = None
    while trace is not None:
        compiled = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(compiled, Compiled) and compiled.filename:
            line = compiled.get_corresponding_lineno(trace.tb_lineno)
            place = Place(shown_path(Path(compiled.filename)), line)
        trace = trace.tb_next
    return place


_PYTHON_WORDS = (
    (
        r"not supported between instances of",
        "these two cannot be compared, since one is absent or of another kind: ask first ({% if … %})",
    ),
    (
        r"object is not iterable",
        "{% for %} was given what is no list: if it may be absent, write {% for x in … or [] %}",
    ),
    (r"unsupported operand type", "one cannot calculate with these: numbers of the content are text"),
    (r"has no element (\S+)", "there is no item {0} in the list: ask first ({{% if …[{0}] is defined %}})"),
    (r"division(?: or modulo)? by zero|modulo by zero", "the template divides by zero: ask first ({% if … %})"),
    (r"cannot unpack non-iterable", "the entries of this list are no pairs: write {% for x in … %}, with one name"),
    (
        r"(?:too many|not enough) values to unpack",
        "the names of this {% for %} or {% set %} are more or fewer than the values: count them",
    ),
    (r"^No test named '(.*?)'", "there is no test 'is {0}': look at its spelling"),
    (r"^test_(\w+?)\(\) (?:missing|takes)", "the test 'is {0}' is not given what it needs: see what stands behind it"),
    (r"^No filter named '(.*?)'", "there is no filter '{0}': look at its spelling"),
    (r"Numerical result out of range|too large to convert", "this number is too large: make it smaller"),
    (
        r"'(?:method|function|builtin_function_or_method|type|Macro)(?: object)?' has no attribute '(.*?)'",
        "there is no '{0}' for a template: it sees the fields of the content, and nothing behind them",
    ),
    (r"Range too big", "this range is too long: a template counts to 100000 at most"),
    (
        r"access to attribute '(.*?)' of '.*?' object is unsafe",
        "there is no '{0}' for a template: it sees the fields of the content, and nothing behind them",
    ),
    (r"macro (\S+) takes (.+)", "the macro {0} takes {1}: see what stands in its parentheses"),
)
"""What Python and Jinja say, and what that means to an editor."""


def reworded(error: BaseException) -> str:
    """Return the message of an error and, behind ``: ``, the remedy, in an editor's words where they are known."""
    for pattern, words in _PYTHON_WORDS:
        found = re.search(pattern, str(error))
        if found:
            return words.format(*found.groups()) if found.groups() else words
    return str(error)
