"""The expressions of a template: of which kind each is, and what is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping

from jinja2 import nodes

from briefgen.fields import with_article
from briefgen.model import Brief
from briefgen.problems import Severity, did_you_mean
from briefgen.render.analysis import filters
from briefgen.render.analysis.kinds import (
    ANY,
    FLAG,
    NOTHING,
    NUMBER,
    PIECE,
    WORDS,
    Entries,
    Flag,
    Function,
    Kind,
    ListOf,
    Macro,
    Module,
    Named,
    Pair,
    Words,
    field,
    joined,
    named,
)
from briefgen.render.filters import filter_names, names_of_tests, refused_filter
from briefgen.render.sandbox import IMPORTED, NAMES

Report = Callable[..., None]
"""``report(node, code, message, remedy, severity)``."""
_FORGIVEN = {"defined", "undefined"}


class Expressions:
    """Reads the expressions of one template and of what belongs to it."""

    def __init__(self, report: Report, given: Mapping[str, Kind]) -> None:
        self.report = report
        self.given = given
        """The names that every template has."""
        self.blocks: set[str] = set()
        """The blocks of the template and of those that it extends."""
        self.calls: dict[nodes.Macro, dict[str, Kind]] = {}
        """What macros are called with."""

    def kind(self, node: nodes.Node | None, scope: Mapping[str, Kind]) -> Kind:
        """Return the kind of an expression, and report what is wrong in it."""
        if node is None:
            return NOTHING
        read = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if read is not None:
            return read(node, scope)  # type: ignore[no-any-return]
        for child in node.iter_child_nodes():
            self.kind(child, scope)
        return ANY

    def wrong(self, node: nodes.Node, said: str, code: str = "template-error") -> Kind:
        """Report what is wrong; ``said`` has the remedy behind a colon."""
        message, _, remedy = said.partition(": ")
        self.report(node, code, message, remedy or "mend the line that is shown")
        return ANY

    # --- Simple ones --------------------------------------------------------------------------------------------------
    def of_const(self, node: nodes.Const, scope: Mapping[str, Kind]) -> Kind:
        match node.value:
            case None:
                return NOTHING
            case bool():
                return FLAG
            case str():
                return WORDS
            case int():
                return NUMBER
            case _:
                return ANY

    def of_list(self, node: nodes.List, scope: Mapping[str, Kind]) -> Kind:
        return ListOf(joined([self.kind(item, scope) for item in node.items]))

    of_tuple = of_list

    def of_condexpr(self, node: nodes.CondExpr, scope: Mapping[str, Kind]) -> Kind:
        self.kind(node.test, scope)
        return joined([self.kind(node.expr1, scope), self.kind(node.expr2, scope)])

    def of_or(self, node: nodes.Or, scope: Mapping[str, Kind]) -> Kind:
        return joined([self.kind(node.left, scope), self.kind(node.right, scope)])

    def of_and(self, node: nodes.And, scope: Mapping[str, Kind]) -> Kind:
        self.kind(node.left, scope)
        return self.kind(node.right, scope)

    def of_not(self, node: nodes.Not, scope: Mapping[str, Kind]) -> Kind:
        self.kind(node.node, scope)
        return FLAG

    def of_concat(self, node: nodes.Concat, scope: Mapping[str, Kind]) -> Kind:
        kinds = [self.kind(part, scope) for part in node.nodes]
        return WORDS if all(isinstance(kind, Words) for kind in kinds) else ANY

    def of_compare(self, node: nodes.Compare, scope: Mapping[str, Kind]) -> Kind:
        left = self.kind(node.expr, scope)
        for operand in node.ops:
            right = self.kind(operand.expr, scope)
            if operand.op in {"eq", "ne", "in", "notin"}:
                self._check_choice(left, operand.expr)
                self._check_choice(right, node.expr)
        return FLAG

    def _check_choice(self, kind: Kind, node: nodes.Expr) -> None:
        """Object to a fixed word that is compared with one that it never is."""
        if not isinstance(kind, Words) or not kind.choices:
            return
        for part in node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]:
            if isinstance(part, nodes.Const) and isinstance(part.value, str) and part.value not in kind.choices:
                message = f"'{kind.field}' is never '{part.value}'"
                remedy = did_you_mean(part.value, kind.choices, f"it is one of {', '.join(kind.choices)}")
                self.report(node, "template-never-equal", message, remedy, Severity.WARNING)

    # --- Names and fields ---------------------------------------------------------------------------------------------
    def of_name(self, node: nodes.Name, scope: Mapping[str, Kind]) -> Kind:
        if node.name in scope:
            return scope[node.name]
        if node.name in self.given:
            return self.wrong(node, f"an imported file knows no '{node.name}': {IMPORTED}")
        return self.wrong(node, f"'{node.name}' is undefined: {self._meant(node.name, {*scope, *self.given})}")

    def _meant(self, name: str, known: set[str]) -> str:
        """Say what somebody may have meant by a name that there is not."""
        if name in self.blocks:
            return f"to print the section of that name, write {{{{ self.{name}() }}}}"
        if name in Brief.model_fields:
            return f"fields of the brief are written with 'brief.' before them: brief.{name}"
        return did_you_mean(name, known, f"known names: {', '.join(NAMES)}")

    def of_getattr(self, node: nodes.Getattr, scope: Mapping[str, Kind]) -> Kind:
        if isinstance(node.node, nodes.Name) and node.node.name == "self" and "self" not in scope:
            return self._own_block(node, node.attr)
        return self.part(node, self.kind(node.node, scope), node.attr)

    def _own_block(self, node: nodes.Node, name: str) -> Kind:
        if name not in self.blocks:
            blocks = ", ".join(sorted(self.blocks))
            none = "this template has none; those of the memo are there below {% extends 'briefgen/memo/memo.md.j2' %}"
            listed = did_you_mean(name, self.blocks, f"blocks: {blocks}" if blocks else none)
            return self.wrong(node, f"there is no block '{name}' to print: {listed}")
        return Function(f"self.{name}", PIECE)

    def of_getitem(self, node: nodes.Getitem, scope: Mapping[str, Kind]) -> Kind:
        kind = self.kind(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            return kind if isinstance(kind, ListOf | Words) else ANY
        self.kind(node.arg, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.part(node, kind, node.arg.value)
        return kind.item if isinstance(kind, ListOf) else ANY

    def part(self, node: nodes.Node, kind: Kind, name: str) -> Kind:
        """Return the kind of a part of something: a field of an entry, a label."""
        found: Kind | str = ANY
        match kind:
            case Entries():
                found = field(kind, name)
            case Named():
                found = named(kind, name)
            case Words() if name not in dir(str):
                found = f"a text has no '{name}': print the text itself, or look one step back"
            case ListOf() if not hasattr(tuple, name):
                found = f"a list has no '{name}': go through it with {{% for … in … %}}, and ask each item"
            case Pair() if name in {"grouper", "list"}:
                found = kind.first if name == "grouper" else kind.second
            case Module():
                known = kind.names
                found = known.get(
                    name, f"the imported file has no '{name}': {did_you_mean(name, known, ', '.join(known))}"
                )
            case Words():
                found = Function(name, ANY)
            case _:
                pass
        return self.wrong(node, found) if isinstance(found, str) else found

    # --- Calls, filters, tests ----------------------------------------------------------------------------------------
    def of_call(self, node: nodes.Call, scope: Mapping[str, Kind]) -> Kind:
        kind = self.kind(node.node, scope)
        args = [self.kind(arg, scope) for arg in node.args]
        named_args = {keyword.key: self.kind(keyword.value, scope) for keyword in node.kwargs}
        match kind:
            case Macro():
                self._take(node, kind.node, args, named_args)
                return PIECE
            case Function(name="note") if args and isinstance(args[0], Words | ListOf | Flag):
                return self.wrong(node, "note() takes a statement: write it as in note(decision)")
            case Function():
                return kind.result
            case Words() | ListOf() | Entries() | Flag():
                return self.wrong(node, "this is no function: leave out the parentheses")
            case _:
                return ANY

    def _take(self, node: nodes.Call, macro: nodes.Macro, args: list[Kind], named_args: dict[str, Kind]) -> None:
        """Note what a macro is called with."""
        names = [arg.name for arg in macro.args]
        if len(args) > len(names) and not any(name.name == "varargs" for name in macro.find_all(nodes.Name)):
            takes = f"{len(names)} value{'s' * (len(names) != 1)}"
            self.wrong(node, f"the macro '{macro.name}' takes {takes}, and is given {len(args)}: see its first line")
        for name in named_args:
            if name not in names and name != "caller":
                listed = did_you_mean(name, names, f"it takes {', '.join(names)}")
                self.wrong(node, f"the macro '{macro.name}' takes no '{name}': {listed}")
        missing = names[len(args) : len(names) - len(macro.defaults)]
        lacking = [name for name in missing if name not in named_args]
        if lacking and not node.dyn_args and not node.dyn_kwargs:
            said = f"the macro '{macro.name}' is not given its '{lacking[0]}'"
            self.wrong(node, f"{said}: write {macro.name}({', '.join(names)})")
        taken = self.calls.setdefault(macro, {})
        for name, kind in (*zip(names, args, strict=False), *named_args.items()):
            taken[name] = joined([taken[name], kind]) if name in taken else kind

    def of_filter(self, node: nodes.Filter, scope: Mapping[str, Kind]) -> Kind:
        forgiving = node.name in {"default", "d"} and isinstance(node.node, nodes.Name)
        given = ANY if forgiving and node.node.name not in scope else self.kind(node.node, scope)  # type: ignore[union-attr]
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.kind(argument, scope)
        self.check_filter(node, node.name)
        self._check_nested(node)
        picked = self._picked(node, given)
        if node.name == "join" and isinstance(given, ListOf) and isinstance(picked or given.item, Entries):
            entry = picked or given.item
            assert isinstance(entry, Entries)
            return self.wrong(node, f"{with_article(entry.classes[0].__name__)} cannot be printed as a whole: {_MAP}")
        return filters.made(node, given, picked, lambda place: self.kind(node.args[place], scope))

    def check_filter(self, node: nodes.Node, name: str) -> None:
        """Object to a filter that there is not."""
        if reason := refused_filter(name):
            self.wrong(node, f"there is no filter '{name}' here: {reason}")
        elif name not in filter_names():
            listed = did_you_mean(name, filter_names(), f"filters: {', '.join(filter_names())}")
            self.wrong(node, f"there is no filter '{name}': {listed}")

    def _check_test(self, node: nodes.Node, name: str) -> None:
        known = names_of_tests()
        if name not in known:
            listed = did_you_mean(name, known, f"tests: {', '.join(known)}")
            self.wrong(node, f"there is no test 'is {name}': {listed}")

    def _check_nested(self, node: nodes.Filter) -> None:
        """Object to the filter that ``map`` is told, or the test that ``select`` is told, where there is none."""
        place = filters.NESTED.get(node.name)
        if place is None or len(node.args) <= place:
            return
        argument = node.args[place]
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            check = self.check_filter if node.name == "map" else self._check_test
            check(node, argument.value)

    def _picked(self, node: nodes.Filter, given: Kind) -> Kind | None:
        """Return the kind of the field that a filter is told, or of what the filter makes that ``map`` is told."""
        argument = filters.attribute(node)
        item = given.item if isinstance(given, ListOf) else ANY
        if argument is None:
            told = node.args[0] if node.name == "map" and node.args else None
            return WORDS if isinstance(told, nodes.Const) and told.value in filters.TEXT else None
        if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str):
            return ANY
        return joined([self._path(node, item, path) for path in argument.value.split(",")])

    def _path(self, node: nodes.Node, kind: Kind, path: str) -> Kind:
        for step in path.strip().split("."):
            if re.fullmatch(r"\d+", step):
                kind = kind.item if isinstance(kind, ListOf) else ANY
            else:
                kind = self.part(node, kind, step)
        return kind

    def of_test(self, node: nodes.Test, scope: Mapping[str, Kind]) -> Kind:
        if not (node.name in _FORGIVEN and isinstance(node.node, nodes.Name)):
            self.kind(node.node, scope)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.kind(argument, scope)
        self._check_test(node, node.name)
        return FLAG

    # --- Printing -----------------------------------------------------------------------------------------------------
    def check_printed(self, node: nodes.Node, kind: Kind) -> None:
        """Object to what ``{{ }}`` cannot print."""
        for said in _unprintable(kind):
            self.wrong(node, said)


_MAP = "say which of its fields, as in actors | map(attribute='label') | join(', ')"


def _unprintable(kind: Kind) -> Iterator[str]:
    match kind:
        case Entries(unsaid=False):
            name = with_article(kind.classes[0].__name__)
            yield f"{name} cannot be printed as a whole: print one of its fields, such as {{{{ ….text }}}}"
        case ListOf():
            yield "a list cannot be printed as a whole: use {% for %} or the filter join(', ')"
        case Flag():
            yield "yes or no cannot be printed: use {% if … %}"
        case Function(name=name) if name == "super" or name.startswith("self."):
            yield f"'{name}' lacks its parentheses: write {{{{ {name}() }}}}"
        case Function() | Macro():
            yield "this is a function: call it, as in note(decision)"
        case _:
            pass
