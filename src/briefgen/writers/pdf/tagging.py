"""What WeasyPrint leaves to be done for a PDF that a screen reader can use: finishing touches on its structure."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from briefgen.document import Document
from briefgen.nodes import Anchor, Paragraph, plain, walk
from briefgen.problems import clip
from briefgen.writers.html import CONTENTS
from briefgen.writers.pdf import internals

UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/UA-1 by the side of PDF/A-3a: a file may be both, but WeasyPrint declares one. PDF/A wants schemas described."""


class Origins:
    """Which element of the HTML each element of the structure comes from; made anew for each document."""

    def __init__(self) -> None:
        self._origins: dict[int, tuple[Any, str]] = {}

    def noted(self, build: internals.Builder) -> internals.Builder:
        """Return a builder of the structure of a box that notes the origin of each element.

        It also gives each element the language that its HTML element names: WeasyPrint gives it none.
        """
        import pydyf  # type: ignore[import-untyped]

        def build_noted(box: Any, *rest: Any) -> Iterator[Any]:
            origin = box.element
            language = origin.get("lang") if origin is not None and origin.tag != "html" else None
            for element in build(box, *rest):
                if language:
                    element["Lang"] = pydyf.String(language)
                if origin is not None:
                    self._origins.setdefault(id(element), (origin, box.element_tag))
                yield element

        return build_noted

    def of(self, element: Any) -> tuple[Any, str] | None:
        """Return the HTML element, and its name with that of a pseudo-element; None for text and for margins."""
        return self._origins.get(id(element))


def finish(drawn: Any, made: Any, tree: Document, origins: Origins) -> None:
    """Improve a PDF before it is written (WeasyPrint's ``finisher``)."""
    structure = _Structure(made, origins)
    for improve in _STEPS:
        improve(structure)
    _describe_links(drawn, dict(_led_to(tree)))
    _label_pages(made)


def _led_to(tree: Document) -> Iterator[tuple[str, str]]:
    """Yield the names of the places that links lead to, each with the words there."""
    for node in walk(tree.children):
        if isinstance(node, Paragraph):
            yield from ((one.name, plain(node.children)) for one in walk(node.children) if isinstance(one, Anchor))
    yield from ((f"note:{note.number}", plain(note.children)) for note in tree.notes)


class _Structure:
    """The structure elements of a PDF, which refer to each other by text such as ``12 0 R``."""

    def __init__(self, pdf: Any, origins: Origins) -> None:
        self.pdf = pdf
        self.origins = origins
        self.objects = {item.reference: item for item in pdf.objects}
        self.elements = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/StructElem"]

    def kids(self, element: Any) -> list[Any]:
        """Return the elements inside an element; not its marked content, nor its annotations."""
        return [kid for kid in map(self.at, element["K"]) if kid.get("Type") == "/StructElem"]

    def at(self, kid: Any) -> Any:
        """Return the object that a part of an element refers to; an empty one for marked content."""
        return self.objects[kid] if isinstance(kid, bytes) else {}

    def of(self, role: str) -> list[Any]:
        """Return the elements of a role."""
        return [element for element in self.elements if element["S"] == role]

    def move(self, elements: list[Any], parent: Any) -> None:
        """Make elements the contents of another one."""
        parent["K"][:] = [element.reference for element in elements]
        for element in elements:
            element["P"] = parent.reference

    def add(self, role: str, near: Any) -> Any:
        """Return a new element on the page of another one, which still has to be given its place in the tree."""
        import pydyf

        element = pydyf.Dictionary({"Type": "/StructElem", "S": role, "K": pydyf.Array(), "Pg": near["Pg"]})
        self.pdf.add_object(element)
        self.objects[element.reference] = element
        return element

    def destination(self, element: Any) -> str:
        """Return the name of the place in this document that a link leads to, or an empty string."""
        for kid in element["K"]:
            target = self.at(kid)
            if target.get("Type") == "/OBJR":
                name = self.objects[target["Obj"]].get("Dest")
                return name.string if name is not None else ""
        return ""

    def root(self) -> Any:
        """Return the element that holds all others."""
        return self.of("/Document")[0]

    @cached_property
    def parents(self) -> Any:
        """Return what says, for each piece of marked content and each annotation, in which element it stands."""
        (tree,) = (
            item for item in self.pdf.objects if isinstance(item, dict) and item.get("Type") == "/StructTreeRoot"
        )
        return self.objects[tree["ParentTree"]]["Nums"]

    def reachable(self) -> set[int]:
        """Return the identities of the elements that hang in the tree."""
        roots = [self.root()]
        found: set[int] = set()
        while roots:
            element = roots.pop()
            found.add(id(element))
            roots += self.kids(element)
        return found


def _torn(structure: _Structure) -> None:
    """Put together what the ends of pages and lines tore apart: a table, a paragraph, the words of a link.

    WeasyPrint makes an element of the structure for each piece, so that a table on two pages would be read out as two.
    The head that is repeated on the second page is read once; there it is a matter of the page, as its margins are.
    """
    taken_over: dict[bytes, Any] = {}
    heads: dict[str, Any] = {}
    open_ = [structure.root()]
    while open_:
        parent = open_.pop()
        begun: dict[Any, Any] = {}
        kept: list[Any] = []
        last = None
        for kid in parent["K"]:
            element = structure.at(kid)
            key = (structure.origins.of(element), element.get("S"))
            before = begun.get(key)
            if before is None or (before is not last and before["Pg"] == element["Pg"]):
                kept.append(kid)
                last = element
                if key[0]:
                    begun[key] = element
            elif element["S"] == "/THead":
                _unlink_annotations(structure, element)
                heads |= {second["ID"].string: first["ID"] for first, second in _pairs(structure, before, element)}
            else:
                _take_over(structure, before, element)
                taken_over[element.reference] = before
        if parent["S"] == "/Table":  # a head that is too high for what is left of a page comes with the next one
            kept.sort(key=lambda kid: _IN_TABLE.get(structure.objects[kid]["S"], len(_IN_TABLE)))
        parent["K"][:] = kept
        open_ += structure.kids(parent)
    _rename_parents(structure, taken_over)
    for cell in structure.of("/TD"):
        if "Headers" in cell["A"]:
            cell["A"]["Headers"][:] = [heads.get(name.string, name) for name in cell["A"]["Headers"]]


_IN_TABLE = {"/Caption": 0, "/THead": 1}
"""What a table begins with, in order: a caption is its first or its last part (PDF 1.7, 14.8.4.3.4)."""


def _pairs(structure: _Structure, head: Any, again: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each cell of a table's head with the same one of its repetition, which cells there are named after."""
    for row, row_again in zip(structure.kids(head), structure.kids(again), strict=False):
        for pair in zip(structure.kids(row), structure.kids(row_again), strict=False):
            if pair[0]["S"] == "/TH":
                yield pair


def _take_over(structure: _Structure, first: Any, second: Any) -> None:
    """Move all that is in an element into the one that it continues."""
    import pydyf

    for kid in structure.kids(second):
        kid["P"] = first.reference
    elsewhere = second["Pg"] != first["Pg"]  # marked content is numbered on each page anew
    for kid in second["K"]:
        if isinstance(kid, int) and elsewhere:
            kid = pydyf.Dictionary({"Type": "/MCR", "Pg": second["Pg"], "MCID": kid})
        first["K"].append(kid)
    second["K"].clear()


def _rename_parents(structure: _Structure, taken_over: Mapping[bytes, Any]) -> None:
    numbers = structure.parents
    for index in range(1, len(numbers), 2):
        entry = numbers[index]
        if isinstance(entry, list):
            entry[:] = [_last(reference, taken_over) for reference in entry]
        else:
            numbers[index] = _last(entry, taken_over)


def _last(reference: bytes, taken_over: Mapping[bytes, Any]) -> bytes:
    while reference in taken_over:
        reference = taken_over[reference].reference
    return reference


def _unlink_annotations(structure: _Structure, element: Any) -> None:
    """Take the links out of what a further page repeats: PDF/UA 7.18.5 wants each link in an element."""
    for kid in element["K"]:
        found = structure.at(kid)
        if found.get("Type") == "/OBJR":
            page = structure.objects[found["Pg"]]
            page["Annots"].remove(found["Obj"])
            numbers, parent = structure.parents, structure.objects[found["Obj"]].pop("StructParent")
            at = numbers.index(parent, 2 * len(structure.pdf.page_references))
            del numbers[at : at + 2]
        elif found.get("Type") == "/StructElem":
            _unlink_annotations(structure, found)


def _contents(structure: _Structure) -> None:
    """Tag the contents as such. Their dots and numbers of pages are a matter of the page, and not read out."""
    for outer in structure.of("/L"):
        origin = structure.origins.of(outer)
        if origin is None or origin[0].get("class") != CONTENTS:
            continue
        outer["S"] = "/TOC"
        for entry in structure.kids(outer):
            entry["S"] = "/TOCI"
            inside = [kid for body in structure.kids(entry) for kid in structure.kids(body)]
            reference = structure.add("/Reference", entry)
            structure.move(
                [kid for kid in inside if (structure.origins.of(kid) or ("", ""))[1] != "li::after"], reference
            )
            structure.move([reference], entry)


def _definitions(structure: _Structure) -> None:
    """Make each term the label, and what is said of it the body, of one list item (PDF/UA 7.2: L holds only LI)."""
    for outer in structure.of("/L"):
        inner = structure.kids(outer)
        columns = [kid for kid in inner if kid["S"] == "/L"]
        if inner and len(columns) == len(inner):  # a list set in columns is a list of lists
            inner = [kid for column in columns for kid in structure.kids(column)]
            structure.move(inner, outer)
        for pair in inner:
            if pair["S"] == "/Div":
                bodies = [body for item in _items(structure, pair) for body in structure.kids(item)]
                for body, role in zip(bodies, ("/Lbl", "/LBody"), strict=False):
                    body["S"] = role
                pair["S"] = "/LI"
                structure.move(bodies, pair)


def _items(structure: _Structure, element: Any) -> list[Any]:
    """Return the list items under the boxes that a row of a definition list is laid out with."""
    if element["S"] == "/LI":
        return [element]
    return [item for kid in structure.kids(element) for item in _items(structure, kid)]


def _list_items(structure: _Structure) -> None:
    """Put what stands in a list item besides its number into a body (PDF/UA 7.2: LI holds only Lbl and LBody)."""
    for item in structure.of("/LI"):
        kids = structure.kids(item)
        labels = [kid for kid in kids if kid["S"] == "/Lbl"]
        inside = [kid for kid in kids if kid["S"] != "/Lbl"]
        if any(kid["S"] != "/LBody" for kid in inside):
            body = structure.add("/LBody", item)
            structure.move(inside, body)
            structure.move([*labels, body], item)


def _heads(structure: _Structure) -> None:
    """Say of each head cell that it heads its column."""
    for cell in structure.of("/TH"):
        cell["A"]["Scope"] = "/Column"


def _notes(structure: _Structure) -> None:
    """Tag the notes as notes, and their calls as references to them."""
    import pydyf

    for link in structure.of("/Link"):
        kind, _, number = structure.destination(link).partition(":")
        parent = structure.objects[link["P"]]
        if kind == "call" and parent["S"] == "/Span":
            parent["S"] = "/Note"
            parent["ID"] = pydyf.String(f"note-{number}")
        elif kind in ("note", "call"):
            reference = structure.add("/Reference", link)
            reference["P"] = parent.reference
            parent["K"][parent["K"].index(link.reference)] = reference.reference
            structure.move([link], reference)


def _code(structure: _Structure) -> None:
    """Tag what is set in a fixed width, which WeasyPrint gives no role: lines of it, and words of it in a line."""
    for element in structure.of("/NonStruct"):
        origin = structure.origins.of(element)
        if origin and origin[1] in _CODE:
            element["S"] = _CODE[origin[1]]


_CODE = {"pre": "/P", "code": "/Code"}


def _margins(structure: _Structure) -> None:
    """Mark what stands in the margins of each page as such: WeasyPrint leaves it out of the tree without a word."""
    reached = structure.reachable()
    for element in structure.elements:
        numbers = [kid for kid in element["K"] if isinstance(kid, int)]
        if id(element) not in reached and numbers:
            stream = structure.objects[structure.objects[element["Pg"]]["Contents"]].stream
            _make_artifacts(stream, set(numbers))


def _make_artifacts(stream: list[Any], numbers: set[int]) -> None:
    for index, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in numbers:
            stream[index - 1] = "/Artifact"
            item.clear()
            item["Type"] = "/Pagination"


def _describe_links(drawn: Any, places: Mapping[str, str]) -> None:
    """Say in words where a link leads: the note itself for its number, else the linked words, else the address."""
    import pydyf

    for kind, target, annotation, element in internals.links(drawn):
        words = (places.get(target, "") if kind == "internal" else element.get("title", "")) or _words(element)
        annotation["Contents"] = pydyf.String(clip(words, 300) or target)


def _words(element: Any) -> str:
    return "".join(element.itertext())


def _label_pages(made: Any) -> None:
    """Number the pages for a reader's own display as they are numbered in print."""
    import pydyf

    made.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})


_STEPS: tuple[Callable[[_Structure], None], ...] = (
    _torn,
    _contents,
    _definitions,
    _list_items,
    _heads,
    _notes,
    _code,
    _margins,
)
