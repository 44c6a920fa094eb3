"""What WeasyPrint leaves to be done for a PDF that a screen reader can use: finishing touches on its structure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefgen.nodes import Anchor, Document, Paragraph, plain, walk
from briefgen.problems import clip

_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />\
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


def with_ua(generate: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return a maker of RDF metadata that declares PDF/UA-1 besides what ``generate`` declares."""

    def generate_with_ua(*arguments: Any) -> bytes:
        head, end, tail = generate(*arguments).rpartition(b"</rdf:RDF>")
        return head + _UA + end + tail

    return generate_with_ua


def speaking(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Return a builder of the structure of a box that gives each element the language that its HTML element names."""
    import pydyf  # type: ignore[import-untyped]

    def build_speaking(box: Any, *rest: Any) -> Iterator[Any]:
        language = box.element.get("lang") if box.element is not None and box.element.tag != "html" else None
        for element in build(box, *rest):
            if language:
                element["Lang"] = pydyf.String(language)
            yield element

    return build_speaking


def finisher(tree: Document) -> Callable[[Any, Any], None]:
    """Return what improves the structure of a PDF before it is written (WeasyPrint's ``finisher``)."""

    def finish(drawn: Any, pdf: Any) -> None:
        structure = _Structure(pdf)
        for improve in _STEPS:
            improve(structure)
        _describe_links(drawn, dict(_led_to(tree)))

    return finish


def _led_to(tree: Document) -> Iterator[tuple[str, str]]:
    """Yield the names of the places that links lead to, each with the words there."""
    for node in walk(tree.children):
        if isinstance(node, Paragraph):
            yield from ((one.name, plain(node.children)) for one in walk(node.children) if isinstance(one, Anchor))
    yield from ((f"note:{note.number}", plain(note.children)) for note in tree.notes)


class _Structure:
    """The structure elements of a PDF, which refer to each other by text such as ``12 0 R``."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.objects = {item.reference: item for item in pdf.objects}
        self.elements = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/StructElem"]

    def kids(self, element: Any) -> list[Any]:
        """Return the elements inside an element; not its marked content, nor its annotations."""
        found = (self.objects[kid] for kid in element["K"] if isinstance(kid, bytes))
        return [kid for kid in found if kid.get("Type") == "/StructElem"]

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
            target = self.objects[kid] if isinstance(kid, bytes) else {}
            if target.get("Type") == "/OBJR":
                name = self.objects[target["Obj"]].get("Dest")
                return name.string if name is not None else ""
        return ""

    def reachable(self) -> set[int]:
        """Return the identities of the elements that hang in the tree."""
        roots = [element for element in self.elements if element["S"] == "/Document"]
        found: set[int] = set()
        while roots:
            element = roots.pop()
            found.add(id(element))
            roots += self.kids(element)
        return found


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
    """Say in words where a link within the document leads: the note itself for its number, else the linked words."""
    import pydyf

    for page in drawn.pages:
        for kind, target, _, box in page.links:
            if kind == "internal" and box.link_annotation:
                words = places.get(target) or "".join(getattr(inner, "text", "") for inner in box.descendants())
                box.link_annotation["Contents"] = pydyf.String(clip(words, 300) or target)


_STEPS: tuple[Callable[[_Structure], None], ...] = (_definitions, _list_items, _heads, _notes, _margins)
