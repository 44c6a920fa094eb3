"""The Jinja sandbox in which templates run: what ``{{ }}`` prints is text, and structure is written outside the braces.

Every value is printed as its placeholder (:mod:`briefgen.values`). The sandbox's doors (attributes, items, calls,
operators, filters) lift strings that were derived from values back to :class:`Text`, so that no untracked string from
the content can become part of the template's own text.
"""

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateRuntimeError, Undefined, nodes
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from briefgen.problems import did_you_mean
from briefgen.render import trail
from briefgen.render.compiling import Generator, Outline, WholeLines, inner_blocks, named, prints_outside
from briefgen.render.filters import filters, tests
from briefgen.render.parts import Parts, UnknownName
from briefgen.render.printing import AS_IT_STANDS, LONGEST, ON_VALUES, join, lift, origin, printable
from briefgen.render.records import Choice, Extra, Labels, Options, Record
from briefgen.values import Fixed, Ident, Text

NAMES = ("brief", "labels", "options", "note", "commitment", "anchor", "ref", "draft", "findings")
"""The names that every template is given."""
IMPORTED = "give it to the macro as a value, or write {% import … with context %}"
"""What to do where an imported file asks for one of them."""
_GLOBALS = ("range", "namespace", "joiner", "cycler")


class _Unknown(StrictUndefined):
    """What a template asks for and there is not. Its message says what there is."""

    known: Iterable[str] = ()
    """The names of the templates in use."""

    @property
    def _undefined_message(self) -> str:
        said = super()._undefined_message
        if self._undefined_hint or self._undefined_obj is not missing:
            return said
        if self._undefined_name in NAMES:
            return f"an imported file knows no '{self._undefined_name}': {IMPORTED}"
        known = sorted({*NAMES, *_GLOBALS, *self.known})
        listed = f"known names: {', '.join(NAMES)}"
        return f"{said}: {did_you_mean(str(self._undefined_name), known, listed)}"


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of all templates."""

    code_generator_class = Generator
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])
    join = staticmethod(join)
    words = staticmethod(trail.chunk)
    concat = staticmethod(trail.joined)

    def __init__(self, outline: Outline | None = None, **options: Any) -> None:
        """``outline`` is where it is kept what the templates are made of."""
        self.outline = outline or Outline()
        super().__init__(
            autoescape=True,
            optimized=False,  # Nothing of a template runs while it is read.
            undefined=type("Unknown", (_Unknown,), {"known": self.outline.names}),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=[WholeLines],
            **options,
        )
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.filters = filters(self.filters)
        self.tests = tests(self.tests)

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Let an error pass as it is: :mod:`briefgen.render.errors` finds its line."""
        raise

    def _generate(self, source: nodes.Template, name: str | None, *args: Any, **kwargs: Any) -> str:
        self.outline.names |= named(source)
        self.outline.inner[name or ""] = inner_blocks(source)
        if prints_outside(source):
            self.outline.outside.add(name or "")
        for node in source.find_all(nodes.Extends):
            if isinstance(node.template, nodes.Const):
                self.outline.parents[name or ""] = node.template.value
        return super()._generate(source, name, *args, **kwargs)

    @staticmethod
    def printed(value: Any, file: str, line: int) -> str:
        """Print what stands in ``{{ }}`` in a line of a template."""
        return trail.chunk(printable(value), file, line, own=not isinstance(value, Markup))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field, or undefined with the reason."""
        return self._look_up(obj, attribute, super().getattr)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item or a field, or undefined with the reason."""
        return self._look_up(obj, argument, super().getitem)

    def _look_up(self, obj: Any, name: Any, otherwise: Callable[[Any, Any], Any]) -> Any:
        if isinstance(obj, Record | Labels | Options | Extra | Parts):
            try:
                return obj.get(str(name))
            except UnknownName as error:
                return self.undefined(str(error))
        if isinstance(obj, Markup) and isinstance(name, slice):
            raise TemplateRuntimeError(f"[…] {ON_VALUES}")
        if isinstance(obj, Fixed) and (isinstance(name, int | slice) or name in dir(str)):
            raise TemplateRuntimeError(f"{AS_IT_STANDS}: leave out '{'[…]' if not isinstance(name, str) else name}'")
        if isinstance(obj, Markup) or (
            isinstance(obj, Text | Ident) and isinstance(name, str) and name not in dir(str)
        ):
            what = "a piece of document" if isinstance(obj, Markup) else "a text"
            return self.undefined(f"{what} has no '{name}'")
        if isinstance(obj, Choice):
            obj = obj.like(obj)  # what is made of its label is no choice
        return lift(otherwise(obj, name), obj)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function or macro; a plain string that comes back is text."""
        if not callable(obj):
            raise TemplateRuntimeError("this is no function: leave out the parentheses")
        like = origin((getattr(obj, "__self__", None), *args, *kwargs.values()))
        try:
            return lift(super().call(context, obj, *args, **kwargs), like)
        except (TypeError, ValueError, LookupError) as error:
            if isinstance(obj, Macro):  # the line inside it is the one to show
                raise
            called = getattr(obj, "__name__", "this function")
            raise TemplateRuntimeError(f"'{called}' cannot be called so: see what stands in its parentheses") from error

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Apply an operator; what comes of a text is text."""
        for operand in (left, right):
            if isinstance(operand, Undefined):
                str(operand)  # raises; as the right side of % it would pass for a mapping, and be swallowed
        if isinstance(left, Markup) or isinstance(right, Markup):
            raise TemplateRuntimeError(f"'{operator}' works on values, not on a piece of document: use ~")
        if isinstance(left, Fixed) or isinstance(right, Fixed):
            raise TemplateRuntimeError(f"{AS_IT_STANDS}: leave out '{operator}'")
        if operator in {"*", "**"} and max(_weight(left) * _weight(right), 1) > LONGEST:
            raise TemplateRuntimeError(f"the template makes a text or number beyond {LONGEST}: make it smaller")
        return lift(super().call_binop(context, operator, left, right), origin((left, right)))


def _weight(value: Any) -> int:
    if isinstance(value, str | list | tuple):
        return len(value)
    return abs(int(value)) if isinstance(value, int | float) else 1
