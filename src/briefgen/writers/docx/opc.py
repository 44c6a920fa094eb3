"""What of python-docx writes packages of parts (ECMA-376, part 2), without all that makes documents out of them."""

from briefgen.importing import unstarted

with unstarted("docx", "docx.oxml"):
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.package import OpcPackage
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

__all__ = ["RELATIONSHIP_TYPE", "OpcPackage", "PackURI", "Part"]
