"""A template read as it would run, over kinds in place of values, in every branch."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from jinja2 import nodes

from briefgen.fields import with_article
from briefgen.model import Brief
from briefgen.problems import Severity, did_you_mean
from briefgen.render.analysis.expressions import Expressions
from briefgen.render.analysis.kinds import (
    ANY,
    FLAG,
    LOOP,
    PIECE,
    WORDS,
    Entries,
    Function,
    Kind,
    ListOf,
    Macro,
    Module,
    Named,
    Pair,
    joined,
)
from briefgen.render.compiling import inner_blocks
from briefgen.render.files import Outside

Scope = dict[str, Kind]
Reader = Callable[[str], "tuple[nodes.Template, str] | None"]
"""Reads a file by its name: its syntax tree, and how places name it; None for one that has no tree.

Raises LookupError for a file that there is not.
"""
_ROUNDS = 6
"""How often a template is read until it is known what its macros are called with."""


class Flow:
    """Reads a template with all that it extends, includes and imports."""

    def __init__(self, read: Reader, labels: Iterable[str], options: Iterable[str], names: Iterable[str]) -> None:
        """``names`` are those of template files that there are."""
        self._read = read
        self._files = sorted(names)
        self._given = given(frozenset(labels), frozenset(options))
        self._file = ""
        self._found: dict[tuple[str, int, str, str], tuple[str, Severity]] = {}
        self._parameters: dict[nodes.Macro, dict[str, Kind]] = {}
        self._open: list[str] = []
        self._late: list[tuple[nodes.Macro, str, Scope]] = []
        self._expressions = Expressions(self._report, self._given)

    def problems(self, document: str) -> Iterator[tuple[str, int, str, str, str, Severity]]:
        """Yield what is wrong: file, line, code, message, remedy, severity."""
        for _ in range(_ROUNDS):
            self._found.clear()
            self._expressions = Expressions(self._report, self._given)
            self._open = [document]
            self._chain(document)
            self._read_macros()
            if self._expressions.calls == self._parameters:
                break
            self._parameters = self._expressions.calls
        for (file, line, code, message), (remedy, severity) in self._found.items():
            yield file, line, code, message, remedy, severity

    def _report(
        self,
        node: nodes.Node,
        code: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
        below: int = 0,
    ) -> None:
        """Report what is wrong in a line, or in one ``below`` it."""
        self._found.setdefault((self._file, node.lineno + below, code, message), (remedy, severity))

    @contextmanager
    def _within(self, file: str) -> Iterator[None]:
        before, self._file = self._file, file
        try:
            yield
        finally:
            self._file = before

    # --- Files --------------------------------------------------------------------------------------------------------
    def _chain(self, document: str) -> None:
        """Read a template and those that it extends: their own names first, then all their blocks."""
        name: str | None = document
        scope: Scope = dict(self._given)
        parts: list[tuple[nodes.Template, str]] = []
        seen: set[str] = set()
        by: nodes.Node | None = None
        while name is not None and name not in seen:
            seen.add(name)
            read = self._open_file(name, by)
            if read is None:
                break
            parts.append(read)
            by = next(iter(read[0].find_all(nodes.Extends)), None)
            told = by.template if isinstance(by, nodes.Extends) else None
            name = told.value if isinstance(told, nodes.Const) and isinstance(told.value, str) else None
            self._file = read[1]
        for tree, _ in parts:
            self._expressions.blocks |= {block.name for block in tree.find_all(nodes.Block)}
        self._check_blocks(parts)
        for tree, file in parts:
            with self._within(file):
                self._statements([node for node in tree.body if not isinstance(node, nodes.Block)], scope)
        for tree, file in parts:
            with self._within(file):
                self._statements([node for node in tree.body if isinstance(node, nodes.Block)], scope)

    def _check_blocks(self, parts: list[tuple[nodes.Template, str]]) -> None:
        """Object to blocks that would never be printed, and to words outside of them."""
        for number, (tree, file) in enumerate(parts[:-1]):
            known = {block.name for other, _ in parts[number + 1 :] for block in other.find_all(nodes.Block)}
            own = [node for node in tree.body if not isinstance(node, nodes.Extends)]
            known |= inner_blocks(tree)
            with self._within(file):
                for block in tree.find_all(nodes.Block):
                    if block.name not in known:
                        message = f"the template that this one extends has no block '{block.name}'"
                        listed = did_you_mean(block.name, known, f"it has {', '.join(sorted(known))}")
                        self._report(block, "unknown-block", f"{message}, so it would not be printed", listed)
                for node in own:
                    if isinstance(node, nodes.Output) and (words := _words(node)):
                        below = _above(node)
                        message = f"'{words}' stands outside all blocks, and would not be printed"
                        remedy = "put it into a {% block … %} of the template that this one extends"
                        self._report(node, "template-outside-blocks", message, remedy, Severity.WARNING, below)

    def _open_file(self, name: str, by: nodes.Node | None) -> tuple[nodes.Template, str] | None:
        """Read a file; report that there is none at the place that names it."""
        try:
            return self._read(name)
        except Outside:
            if by is not None:
                message = f"the path '{name}' leads out of the template's folder"
                self._report(by, "template-file-missing", message, "put the file into the folder, and write its name")
        except LookupError:
            if by is not None:
                message = f"there is no file '{name}' in the template"
                remedy = did_you_mean(name, self._files, f"files there: {', '.join(self._files)}")
                self._report(by, "template-file-missing", message, remedy)
        return None

    def _other(self, node: nodes.Include | nodes.Import | nodes.FromImport, scope: Scope) -> Scope | None:
        """Read an included or imported file, and return the names that it has then; None where that cannot be."""
        told = node.template
        name = told.value if isinstance(told, nodes.Const) and isinstance(told.value, str) else None
        if (file := _bare_name(told, scope)) is not None:
            said = f'the file name {file} lacks its quotation marks: write them around it, as in "{file}"'
            self._expressions.wrong(node, said)
            return None
        self._expressions.kind(told, scope)
        if name is None or name in self._open:
            return None
        if isinstance(node, nodes.Include) and node.ignore_missing:
            try:
                read = self._read(name)
            except LookupError:
                return None
        else:
            read = self._open_file(name, node)
        if read is None:
            return None
        inner = dict(scope) if node.with_context else dict(FUNCTIONS)
        self._open.append(name)
        with self._within(read[1]):
            self._statements(read[0].body, inner)
        self._open.pop()
        return inner

    # --- Statements ---------------------------------------------------------------------------------------------------
    def _statements(self, statements: Iterable[nodes.Node], scope: Scope) -> None:
        for node in statements:
            read = getattr(self, f"on_{type(node).__name__.lower()}", None)
            if read is not None:
                read(node, scope)
            elif isinstance(node, nodes.Expr):
                self._expressions.kind(node, scope)
            else:
                self._statements(node.iter_child_nodes(), scope)

    def on_output(self, node: nodes.Output, scope: Scope) -> None:
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                self._expressions.check_printed(part, self._expressions.kind(part, scope))

    def on_for(self, node: nodes.For, scope: Scope) -> None:
        kind = self._expressions.kind(node.iter, scope)
        if isinstance(kind, Entries | Named):
            what = kind.classes[0].__name__ if isinstance(kind, Entries) else kind.what
            self._expressions.wrong(
                node.iter,
                f"{with_article(what)} is no list: name one of its lists, as in {{% for item in brief.decisions %}}",
            )
        inner = dict(scope)
        self._assign(node.target, kind.item if isinstance(kind, ListOf) else ANY, inner)
        inner["loop"] = LOOP
        self._expressions.kind(node.test, inner)
        self._statements(node.body, inner)
        self._statements(node.else_, dict(scope))

    def on_if(self, node: nodes.If, scope: Scope) -> None:
        self._expressions.kind(node.test, scope)
        branches = [node.body, node.else_, *(other.body for other in node.elif_)]
        for other in node.elif_:
            self._expressions.kind(other.test, scope)
        before = dict(scope)
        for branch in branches:
            inner = dict(before)
            self._statements(branch, inner)
            for name, kind in inner.items():
                if before.get(name) != kind:
                    known = scope.get(name)
                    scope[name] = kind if known is None else joined([known, kind])

    def on_assign(self, node: nodes.Assign, scope: Scope) -> None:
        self._assign(node.target, self._expressions.kind(node.node, scope), scope)

    def _assign(self, target: nodes.Node, kind: Kind, scope: Scope) -> None:
        match target:
            case nodes.Name():
                scope[target.name] = kind
            case nodes.Tuple():
                parts = [kind.first, kind.second] if isinstance(kind, Pair) else []
                for number, part in enumerate(target.items):
                    self._assign(part, parts[number] if number < len(parts) else ANY, scope)
            case _:
                pass

    def on_assignblock(self, node: nodes.AssignBlock, scope: Scope) -> None:
        self._statements(node.body, dict(scope))
        self._assign(node.target, PIECE, scope)

    def on_macro(self, node: nodes.Macro, scope: Scope) -> None:
        scope[node.name] = Macro(node, self._file)
        self._late.append((node, self._file, scope))

    def _read_macros(self) -> None:
        """Read the bodies of macros, which may use what stands below them."""
        while self._late:
            node, file, scope = self._late.pop()
            with self._within(file):
                self._macro_body(node, scope)

    def _macro_body(self, node: nodes.Macro, scope: Scope) -> None:
        inner = dict(scope)
        inner.update(dict.fromkeys(("caller", "varargs", "kwargs"), ANY))
        taken = self._parameters.get(node, {})
        for number, arg in enumerate(node.args):
            place = number - len(node.args) + len(node.defaults)
            default = self._expressions.kind(node.defaults[place], scope) if place >= 0 else None
            known = [kind for kind in (taken.get(arg.name), default) if kind is not None]
            inner[arg.name] = joined(known) if arg.name in taken else ANY
        self._statements(node.body, inner)

    def on_callblock(self, node: nodes.CallBlock, scope: Scope) -> None:
        self._expressions.kind(node.call, scope)
        inner = dict(scope)
        for arg in node.args:
            inner[arg.name] = ANY
        self._statements(node.body, inner)

    def on_filterblock(self, node: nodes.FilterBlock, scope: Scope) -> None:
        self._expressions.check_filter(node.filter, node.filter.name)
        self._statements(node.body, dict(scope))

    def on_block(self, node: nodes.Block, scope: Scope) -> None:
        inner = dict(scope)
        inner["super"] = Function("super", PIECE)
        self._statements(node.body, inner)

    def on_with(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self._assign(target, self._expressions.kind(value, scope), inner)
        self._statements(node.body, inner)

    def on_extends(self, node: nodes.Extends, scope: Scope) -> None:
        pass

    def on_include(self, node: nodes.Include, scope: Scope) -> None:
        self._other(node, scope)

    def on_import(self, node: nodes.Import, scope: Scope) -> None:
        names = self._other(node, scope)
        scope[node.target] = ANY if names is None else Module(names, self._file)

    def on_fromimport(self, node: nodes.FromImport, scope: Scope) -> None:
        names = self._other(node, scope)
        for name in node.names:
            wanted, own = name if isinstance(name, tuple) else (name, name)
            if names is not None and wanted not in names:
                listed = did_you_mean(wanted, names, "see what it defines with {% macro … %} or {% set … %}")
                self._expressions.wrong(node, f"the imported file has no '{wanted}': {listed}")
            scope[own] = ANY if names is None else names.get(wanted, ANY)


def _bare_name(node: nodes.Expr, scope: Scope) -> str | None:
    """Return the file name that was written without quotation marks, which makes a field of a name of it."""
    steps: list[str] = []
    while isinstance(node, nodes.Getattr):
        steps.insert(0, node.attr)
        node = node.node
    found = steps and isinstance(node, nodes.Name) and node.name not in scope
    return ".".join([node.name, *steps]) if found and isinstance(node, nodes.Name) else None


def _above(node: nodes.Output) -> int:
    """Count the lines without words with which a text begins."""
    first = node.nodes[0]
    data = first.data if isinstance(first, nodes.TemplateData) else ""
    found = re.search(r"[^\n]*\w", data)
    return data.count("\n", 0, found.start() if found else None)


def _words(node: nodes.Output) -> str:
    data = "".join(part.data if isinstance(part, nodes.TemplateData) else "{{ … }}" for part in node.nodes)
    line = next((line.strip() for line in data.split("\n") if re.search(r"\w|\{\{", line)), "")
    return line if len(line) <= 40 else f"{line[:39]}…"


FUNCTIONS: Scope = {
    "range": Function("range", ListOf(ANY)),
    "namespace": Function("namespace", ANY),
    "joiner": Function("joiner", ANY),
    "cycler": Function("cycler", ANY),
}


def given(labels: frozenset[str], options: frozenset[str]) -> Scope:
    """Return the kinds of what every template is given."""
    return {
        "brief": Entries((Brief,)),
        "labels": Named("label", labels, WORDS, "add it under 'labels:' in template.yaml", dashed=True),
        "options": Named("option", options, FLAG, f"options: {', '.join(sorted(options))}"),
        "note": Function("note", PIECE),
        "commitment": Function("commitment", PIECE),
        "anchor": Function("anchor", PIECE),
        "ref": Function("ref", PIECE),
        "draft": FLAG,
        "findings": ListOf(WORDS),
        **FUNCTIONS,
    }
