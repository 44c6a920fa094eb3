"""Parts → the bytes of a Word file. Equal parts make equal bytes."""

from collections import Counter
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from briefgen.writers.docx.fingerprint import stamp
from briefgen.writers.docx.opc import RELATIONSHIP_TYPE, OpcPackage, PackURI, Part

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "application/vnd.openxmlformats-officedocument"

# Kind of part: its name, its content type, how it is related to what owns it.
_KINDS = {
    "document": ("/word/document.xml", f"{_WORD}.document.main+xml", RELATIONSHIP_TYPE.OFFICE_DOCUMENT),
    "core": (
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        RELATIONSHIP_TYPE.CORE_PROPERTIES,
    ),
    "app": ("/docProps/app.xml", f"{_OFFICE}.extended-properties+xml", RELATIONSHIP_TYPE.EXTENDED_PROPERTIES),
    "custom": ("/docProps/custom.xml", f"{_OFFICE}.custom-properties+xml", RELATIONSHIP_TYPE.CUSTOM_PROPERTIES),
    "styles": ("/word/styles.xml", f"{_WORD}.styles+xml", RELATIONSHIP_TYPE.STYLES),
    "settings": ("/word/settings.xml", f"{_WORD}.settings+xml", RELATIONSHIP_TYPE.SETTINGS),
    "fonts": ("/word/fontTable.xml", f"{_WORD}.fontTable+xml", RELATIONSHIP_TYPE.FONT_TABLE),
    "theme": (
        "/word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        RELATIONSHIP_TYPE.THEME,
    ),
    "numbering": ("/word/numbering.xml", f"{_WORD}.numbering+xml", RELATIONSHIP_TYPE.NUMBERING),
    "footnotes": ("/word/footnotes.xml", f"{_WORD}.footnotes+xml", RELATIONSHIP_TYPE.FOOTNOTES),
    "header": ("/word/header%d.xml", f"{_WORD}.header+xml", RELATIONSHIP_TYPE.HEADER),
    "footer": ("/word/footer%d.xml", f"{_WORD}.footer+xml", RELATIONSHIP_TYPE.FOOTER),
}


class Story(Part):
    """A part of the package whose content is set once it is known. It holds the relationships of what stands in it."""

    content: bytes = b""

    @property
    def blob(self) -> bytes:
        """The content, under the name by which the package asks for it."""
        return self.content

    def link(self, address: str) -> str:
        """Return the id of the relationship to an address outside the file."""
        return str(self.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def picture(self, target: Part) -> str:
        """Return the id of the relationship to a picture."""
        return str(self.relate_to(target, RELATIONSHIP_TYPE.IMAGE))


class Package:
    """The parts of one Word file."""

    def __init__(self) -> None:
        self._package = OpcPackage()
        self._pictures: dict[str, Part] = {}
        self._numbers: Counter[str] = Counter()
        self._stories: list[Story] = []
        self.document = self._story("document")
        self._package.relate_to(self.document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)

    def property(self, kind: str, content: bytes) -> None:
        """Add a part that belongs to the file as a whole."""
        story = self._story(kind)
        story.content = content
        self._package.relate_to(story, _KINDS[kind][2])

    def add(self, kind: str, content: bytes = b"", number: int = 0) -> tuple[Story, str]:
        """Add a part that belongs to the document; return it, and the id of its relationship."""
        story = self._story(kind, number)
        story.content = content
        return story, str(self.document.relate_to(story, _KINDS[kind][2]))

    def contents(self) -> list[bytes]:
        """Return the contents of all parts so far that belong to the document, and that of the document."""
        return [story.content for story in self._stories]

    def number(self, kind: str) -> int:
        """Return the number of the next part of a kind of which there are several."""
        self._numbers[kind] += 1
        return self._numbers[kind]

    def picture(self, source: str, data: bytes, content_type: str) -> Part:
        """Return the part of a picture, one for all its uses."""
        if source not in self._pictures:
            name = f"/word/media/image{len(self._pictures) + 1}.{content_type.partition('/')[2]}"
            self._pictures[source] = Part(PackURI(name), content_type, data)
        return self._pictures[source]

    def save(self) -> bytes:
        """Return the file. python-docx stamps the time of day on each entry, so the archive is written anew."""
        made, saved = BytesIO(), BytesIO()
        self._package.save(made)
        with ZipFile(made) as old:
            parts = stamp({name: old.read(name) for name in old.namelist()})
        with ZipFile(saved, "w", ZIP_DEFLATED) as new:
            for name in sorted(parts, key=_rank):
                entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = ZIP_DEFLATED
                entry.create_system = 0
                new.writestr(entry, parts[name])
        return saved.getvalue()

    def _story(self, kind: str, number: int = 0) -> Story:
        name, content_type, _ = _KINDS[kind]
        self._stories.append(Story(PackURI(name % number if number else name), content_type))
        return self._stories[-1]


def _rank(name: str) -> tuple[int, str]:
    """Order the entries: programs that look at the first bytes of a file expect the content types there."""
    return (0 if name == "[Content_Types].xml" else 1 if name.startswith("_rels/") else 2, name)
