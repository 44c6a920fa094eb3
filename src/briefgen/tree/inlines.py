"""Inline Markdown → inline nodes, with every placeholder bound to its value."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from briefgen.nodes import (
    BOXES,
    Anchor,
    CheckBox,
    Code,
    CrossReference,
    Emphasis,
    Foreign,
    HardBreak,
    Image,
    Inline,
    Link,
    NoteCall,
    Span,
    Str,
    Strikethrough,
    Strong,
    plain,
    walk,
)
from briefgen.origins import Origins
from briefgen.problems import BriefgenError, Place, Problem, Severity, clip
from briefgen.scripts import BLANKLESS_SIGN
from briefgen.tree.annex import Annex
from briefgen.tree.dialect import TooDeep, prose_parser
from briefgen.values import (
    PLACEHOLDER,
    Bindings,
    Called,
    Excerpt,
    Fixed,
    Nodes,
    NoteValue,
    Prose,
    Text,
    Url,
    link_allowed,
)

# What is left in the template's own words when a mark was not understood as one.
_LEFTOVER = re.compile(r"\*\*|\]\(|\[\^|\{%|\{\{|<!--|~~|</?[a-z]", re.IGNORECASE)
_LEFTOVER_AT_START = re.compile(r":::+|\||: |\[[ xX]\] ")
_TOUCHING = (
    "a mark must stand outside {{ }}, touch the words it marks, and have a blank or punctuation on its other side"
)
_LEFTOVER_REMEDIES = {
    ":": "begin the line of a definition with ': ' right under its term, with no empty line between",
    ":::": (
        "begin a container with '::: name' (small letters, digits, hyphens) and end it with ':::' on its own line; "
        "one around another needs more colons, '::::'"
    ),
    "[ ]": "there are no boxes to tick: write ☐, ☑ or ☒",
    "[x]": "there are no boxes to tick: write ☐, ☑ or ☒",
    "[X]": "there are no boxes to tick: write ☐, ☑ or ☒",
    "[^": "there are no labels of notes: write {{ note(item) }} where the mark of the note is to stand",
    "<!-": "there is no HTML here: write {# … #}, which is not printed",
    "|": "a table needs the line '|---|---|' under its head, with as many columns as the head",
}
_SIGN_INSIDE = re.compile(r"\*\*[^*]*[^\w\s*]\*\*\w|\w\*\*[^\w\s*][^*]*\*\*")
"""Marks that CommonMark takes for none: a sign inside them, and a letter right outside."""
_HTML = "there is no HTML here but <br>: write Markdown, or a blank after a '<' that is none"
_BOX = re.compile(f"([{''.join(BOXES)}])")
_WRAPPERS: dict[str, type[Emphasis] | type[Strong] | type[Strikethrough]] = {
    "em": Emphasis,
    "strong": Strong,
    "s": Strikethrough,
}


class Inlines:
    """Converts the inline content of one document, and gathers its notes and problems."""

    def __init__(
        self, bindings: Bindings, origins: Origins, lines: Sequence[str] = (), annex: Annex | None = None
    ) -> None:
        """``lines`` are those of the Markdown, and ``origins`` says where they come from."""
        self.bindings = bindings
        self.origins = origins
        self.lines = lines
        self.annex = annex
        self.excerpts: list[Excerpt] = []
        """What the document prints of paragraphs of its sources."""
        self.line = -1
        """The line of the Markdown that is being converted, counted from 0."""
        self.problems: list[Problem] = []
        self.notes: dict[int, Called] = {}
        """The notes that were called, by the numbers that their calls have for now."""
        self._numbers: dict[object, int] = {}
        self._table: dict[str, Callable[[SyntaxTreeNode], Iterator[Inline]]] = {
            "text": lambda node: self._text(node.content),
            "softbreak": lambda node: self._next_line(Str("\n")),
            "hardbreak": lambda node: self._next_line(HardBreak(), of_text=not node.markup.startswith("<")),
            "code_inline": lambda node: iter((Code(self.fill(node.content)),)),
            "image": self._image,
            "link": self._link,
            **dict.fromkeys(_WRAPPERS, self._wrapped),
        }

    @property
    def place(self) -> Place:
        """Where the current line comes from."""
        return self.origins.place(self.line)

    def at(self, words: str, offset: int = 0) -> Place:
        """Return where words of the current line come from, or what stands at an offset into them."""
        line = self.lines[self.line] if 0 <= self.line < len(self.lines) else ""
        return self.origins.place(self.line, max(line.find(words), 0) + offset)

    def _next_line(self, inline: Inline, *, of_text: bool = True) -> Iterator[Inline]:
        self.line += of_text
        yield inline

    def convert(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Inline, ...]:
        """Convert sibling nodes."""
        self._check_start(nodes, self.line)
        return _settle([inline for node in nodes for inline in self._table[node.type](node)])

    def fill(self, text: str) -> str:
        """Replace the placeholders in a literal (code, an address) by the words of their values."""
        return PLACEHOLDER.sub(lambda found: self._words(self.bindings[int(found.group(1))]), text)

    def shown(self, text: str) -> str:
        """Replace the placeholders in a piece of Markdown that a message quotes."""
        return PLACEHOLDER.sub(lambda found: _words(self.bindings[int(found.group(1))]), text)

    def _words(self, value: object) -> str:
        if isinstance(value, NoteValue | Excerpt):
            self._misplaced_note("code or in an address")
        elif isinstance(value, Nodes) and any(isinstance(node, Anchor | CrossReference) for node in value.nodes):
            self._report("note-in-literal", "a reference stands in code or in an address", "put it outside")
        return _words(value)

    def _misplaced_note(self, where: str) -> None:
        self._report("note-in-literal", f"a note stands in {where}", "put note(…) outside")

    def _report(self, code: str, message: str, remedy: str, place: Place | None = None) -> None:
        self.problems.append(Problem(place or self.place, code, message, remedy))

    def _text(self, content: str) -> Iterator[Inline]:
        for index, piece in enumerate(PLACEHOLDER.split(content)):
            if index % 2:
                yield from self._value(self.bindings[int(piece)])
            elif piece:
                self._report_leftover(_LEFTOVER.search(piece), piece, PLACEHOLDER.sub("x", content))
                yield from (CheckBox(BOXES[part]) if part in BOXES else Str(part) for part in _BOX.split(piece) if part)

    def _check_start(self, nodes: Sequence[SyntaxTreeNode], first: int) -> None:
        """Look for marks of blocks at the starts of lines."""
        for before, node in zip((None, *nodes), nodes, strict=False):
            if before is not None and before.type in {"softbreak", "hardbreak"}:
                self.line += not before.markup.startswith("<")
            if node.type == "text" and (before is None or before.type in {"softbreak", "hardbreak"}):
                self._report_leftover(_LEFTOVER_AT_START.match(node.content), node.content)
        self.line = first

    def _report_leftover(self, found: re.Match[str] | None, piece: str, around: str = "") -> None:
        if found:
            mark = found.group().strip()
            message = f"the mark '{mark}' is printed as it stands, in '{clip(self.shown(piece))}'"
            html = re.match("</?[a-z]", mark, re.IGNORECASE)
            remedy = _HTML if html else _LEFTOVER_REMEDIES.get(mark[:3]) or _touching(around)
            place = self.origins.pointed(self.at(piece, found.start()), mark)
            self.problems.append(Problem(place, "leftover-mark", message, remedy, Severity.WARNING))

    def _value(self, value: object) -> Iterator[Inline]:
        match value:
            case NoteValue():
                yield from map(self._call, value.calls)
            case Nodes():
                yield from (self._placed(node) for node in value.nodes)
            case Excerpt():
                self.excerpts.append(value)
                for piece in self.annex.pieces(value) if self.annex else ():
                    yield self._call(replace(piece, subject=None)) if isinstance(piece, Called) else piece
            case Url():
                yield Link(str(value), (Str(str(value), value.place),))
            case Prose():
                yield from self._prose(value)
            case Text():
                yield Str(str(value), value.place, fixed=isinstance(value, Fixed))
            case _:
                raise TypeError(f"a placeholder stands for a {type(value).__name__}")

    def _placed(self, node: Inline) -> Inline:
        return replace(node, place=self.place) if isinstance(node, Anchor | CrossReference) else node

    def _call(self, call: Called) -> NoteCall:
        number = self._numbers.setdefault(call.key, len(self._numbers) + 1)
        self.notes.setdefault(number, call)
        return NoteCall(number, call.subject)

    def _prose(self, value: Prose) -> Iterator[Inline]:
        place = value.place or self.place
        inner = Inlines(self.bindings, Origins(place.file, (((0, place),),)))
        inner.line = 0
        try:
            root = SyntaxTreeNode(prose_parser().parseInline(str(value)))
        except TooDeep as error:
            raise BriefgenError([error.problem(place)]) from None
        for inline in inner.convert(root.children[0].children if root.children else ()):
            yield _at(inline, value.place)
        self.problems += [problem for problem in inner.problems if problem.code != "leftover-mark"]

    def _wrapped(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        wrapper = _WRAPPERS[node.type]
        inside = tuple(_unwrap(self.convert(node.children), wrapper))
        if any(not isinstance(inline, HardBreak) for inline in inside):
            yield wrapper(inside)

    def _image(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        source, title = self.fill(str(node.attrs.get("src", ""))), self.fill(str(node.attrs.get("title", "")))
        words = self.convert(node.children)
        if any(isinstance(inline, NoteCall) for inline in walk(words)):
            self._misplaced_note("the words of a picture")
        alt = plain(words).strip()
        if not alt:
            self._report(
                "picture-without-words", f"the picture '{source}' has no words", "write ![what it shows](file)"
            )
        yield Image(source, alt or source, title, self.place)

    def _link(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        href, title = self.fill(str(node.attrs.get("href", ""))), self.fill(str(node.attrs.get("title", "")))
        children = tuple(_unwrap(self.convert(node.children), Link))
        inside = tuple(child for child in children if not isinstance(child, NoteCall | Image))
        if not plain(inside).strip():
            self._report("link-without-words", f"the link to '{clip(href)}' has no words", "write [words](address)")
            yield from children
        elif not link_allowed(href):
            self._report("link-not-allowed", *_refused(node, href))
            yield from children
        else:
            yield Link(href, inside, title, self.place)
            yield from (child for child in children if isinstance(child, NoteCall | Image))


def _refused(node: SyntaxTreeNode, href: str) -> tuple[str, str]:
    """Say why a link is none. In prose, which has no pictures, the sign before one is text like any other."""
    before = node.previous_sibling
    if before and before.type == "text" and before.content.endswith("!"):
        message = f"found a picture, '{clip(href)}', in a text of the content, which holds none"
        return message, "put it into the wording of the template: ![what it shows](file)"
    return f"found a link to '{clip(href)}'", "a document links to http, https and mailto addresses, and to #headings"


def _touching(piece: str) -> str:
    """Say how marks are written, where they were taken for none."""
    if _SIGN_INSIDE.search(piece):
        return "a sign inside ** and a letter outside cannot touch it: write **label**: words, or 「**words**」"
    return _TOUCHING


def _words(value: object) -> str:
    if isinstance(value, Nodes):
        return plain(value.nodes)
    return "" if isinstance(value, NoteValue | Excerpt) else str(value)


def _unwrap(inlines: tuple[Inline, ...], kind: type) -> Iterator[Inline]:
    """Yield the nodes without wrappers of a kind: emphasis directly in emphasis and links in links have no meaning."""
    for inline in inlines:
        if isinstance(inline, kind):
            assert isinstance(inline, Emphasis | Strong | Strikethrough | Link | Span | Foreign)
            yield from _unwrap(inline.children, kind)
        elif isinstance(inline, Emphasis | Strong | Strikethrough):
            yield type(inline)(tuple(_unwrap(inline.children, kind)))
        elif isinstance(inline, Span | Foreign):
            yield replace(inline, children=tuple(_unwrap(inline.children, kind)))
        else:
            yield inline


def _at(inline: Inline, place: Place | None) -> Inline:
    match inline:
        case Str():
            return Str(inline.text, place)
        case Emphasis() | Strong() | Strikethrough():
            return type(inline)(tuple(_at(child, place) for child in inline.children))
        case Link():
            return replace(inline, children=tuple(_at(child, place) for child in inline.children))
        case _:
            return inline


def _settle(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Turn line ends of the template into blanks, or into nothing between characters that are written without."""
    settled: list[Inline] = []
    for index, inline in enumerate(inlines):
        if inline != Str("\n"):
            settled.append(inline)
            continue
        before, behind = inlines[:index], inlines[index + 1 :]
        left, right = plain(tuple(before[-1:]))[-1:], plain(tuple(behind[:1]))[:1]
        if before and behind and not (BLANKLESS_SIGN.match(left) and BLANKLESS_SIGN.match(right)):
            settled.append(Str(" "))
    return tuple(settled)
