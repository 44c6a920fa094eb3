"""How templates are compiled: what ``{{ }}`` becomes, which line a tag swallows, what a template says of itself."""

import math
import re
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension


class Generator(CodeGenerator):
    """Compiles ``{{ }}`` to our printing, and ``a ~ b`` to :func:`join`, where Jinja would escape HTML."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.require_output_check:
            if self.has_known_extends:
                return
            self.writeline("if parent_template is None:")
            self.indent()
        for child in node.nodes:
            self.writeline("yield " if frame.buffer is None else f"{frame.buffer}.append(", child)
            if isinstance(child, nodes.TemplateData):
                self.write(f"environment.words({child.data!r}")
            else:
                self.write("environment.printed(")
                self.visit(child, frame)
            self.write(f", __file__, {child.lineno})" + ")" * (frame.buffer is not None))
        if frame.require_output_check:
            self.outdent()

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.join((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:
        if isinstance(node.value, float) and not math.isfinite(node.value):
            self.fail("this number is too large: write a smaller one", node.lineno)  # Python would read it as a name
        super().visit_Const(node, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        # Jinja compiles a slice to Python's own, past the sandbox: half a placeholder would be printed.
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.getitem(")
        self.visit(node.node, frame)
        self.write(", slice(")
        for bound in (node.arg.start, node.arg.stop, node.arg.step):
            self.visit(bound or nodes.Const(None), frame)
            self.write(", ")
        self.write("))")

    def visit_EvalContextModifier(self, node: nodes.EvalContextModifier, frame: Frame) -> None:
        self.fail("there is no {% autoescape %} here: what {{ }} prints is text", node.lineno)

    visit_ScopedEvalContextModifier = visit_EvalContextModifier


class WholeLines(Extension):
    """Lets a tag swallow the end of its line only when nothing but tags stands on it.

    Jinja's ``trim_blocks`` glues the next line to ``{% if x %}words{% endif %}``, which no editor expects.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return "\n".join(self._line(line) for line in source.split("\n"))

    def _line(self, line: str) -> str:
        ends = re.search(r"[^-+]%\}$", line)
        return f"{line[:-2]}+%}}" if ends and _TAGS.sub("", line).strip() else line


_TAGS = re.compile(r"\{%.*?%\}|\{#.*?#\}")


def named(source: nodes.Template) -> set[str]:
    """Return the names that a template gives itself: of loops, {% set %}, macros and what it imports."""
    names = {name.name for name in source.find_all(nodes.Name) if name.ctx != "load"}
    names |= {found.name for found in source.find_all(nodes.Macro)}
    names |= {found.target for found in source.find_all(nodes.Import)}
    for found in source.find_all(nodes.FromImport):
        names |= {name if isinstance(name, str) else name[1] for name in found.names}
    return names


@dataclass
class Outline:
    """What templates say of themselves."""

    names: set[str] = field(default_factory=set)
    """The names that they give: of loops, ``{% set %}``, macros and what they import."""
    parents: dict[str, str] = field(default_factory=dict)
    """By the name of a template, that of the one it extends."""
    inner: dict[str, frozenset[str]] = field(default_factory=dict)
    """By the name of a template, those of its blocks that stand in others, and are printed with them."""
    outside: set[str] = field(default_factory=set)
    """The names of templates with something to print outside all blocks, which is not printed when they extend one."""


def prints_outside(source: nodes.Template) -> bool:
    """Tell whether there is something to print outside all blocks: a ``{{ }}``, or more than blanks."""
    pieces = (piece for node in source.body if isinstance(node, nodes.Output) for piece in node.nodes)
    return any(not isinstance(piece, nodes.TemplateData) or piece.data.strip() for piece in pieces)


def inner_blocks(source: nodes.Template) -> frozenset[str]:
    """Return the names of the blocks that stand in other ones."""
    outer = source.find_all(nodes.Block)
    return frozenset(inner.name for block in outer for inner in block.find_all(nodes.Block))
