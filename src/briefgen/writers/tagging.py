"""What WeasyPrint leaves to be done for a PDF that a screen reader can use: finishing touches on its structure."""

from collections.abc import Callable
from typing import Any

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
"""PDF/UA-1 by the side of PDF/A-3a: a file may be both, but WeasyPrint declares one. PDF/A wants the schema described."""


def with_ua(generate: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return a maker of RDF metadata that declares PDF/UA-1 besides what ``generate`` declares."""

    def generate_with_ua(*arguments: Any) -> bytes:
        head, end, tail = generate(*arguments).rpartition(b"</rdf:RDF>")
        return head + _UA + end + tail

    return generate_with_ua


def finish(document: Any, pdf: Any) -> None:
    """Improve the structure tree of a PDF before it is written."""
