"""Heads and feet of an editor's file ask for nothing when the document is opened."""

import pytest
from lxml import etree

from briefgen.letterhead.package import W
from briefgen.writers.docx.reaching import quieten
from letterheads import field, head, simple, words


def quieted(inside: str) -> tuple[str, str, list[str]]:
    """Return the codes of the fields that are left, the words that are shown, and what was dropped."""
    root = etree.fromstring(head(words("Before ") + inside + words(" after")).encode())
    dropped: list[str] = []
    quieten(root, dropped.append)
    codes = "|".join("".join(one.itertext()).strip() for one in root.iter(f"{W}instrText"))
    marks = [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")]
    assert marks.count("begin") == marks.count("end")
    return codes, "".join(one.text or "" for one in root.iter(f"{W}t")), dropped


@pytest.mark.parametrize(
    "code",
    [
        'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
        "dde Excel a b",
        'INCLUDEPICTURE "http://127.0.0.1:9/a.png" \\* MERGEFORMAT',
        'INCLUDETEXT "file:///etc/passwd"',
        'LINK Excel.Sheet "\\\\\\\\host\\\\share\\\\a.xls"',
        "MACROBUTTON Run click",
        'DATABASE \\d "c:\\\\a.mdb"',
        'HYPERLINK "javascript:alert(1)"',
        'HYPERLINK "file:///etc/passwd"',
        "IMPORT a.png",
        "PRINT 27",
        "",
    ],
)
@pytest.mark.parametrize("form", [simple, lambda code, shown: field(f" {code} ", shown=shown)])
def test_what_reaches_out_leaves_its_words_and_goes(code: str, form: object) -> None:
    escaped = code.replace("&", "&amp;").replace('"', "&quot;")
    codes, shown, dropped = quieted(form(escaped, "shown"))  # type: ignore[operator]
    assert (codes, shown, len(dropped)) == ("", "Before shown after", 1)
    assert "reach out of the file" in dropped[0]


@pytest.mark.parametrize(
    "code",
    ["PAGE", "page \\* roman", "= 1 + 1", "=SUM(A1)", "DOCPROPERTY Reference", 'HYPERLINK "https://example.org"',
     "HYPERLINK mailto:a@example.org", 'HYPERLINK \\l "top"', 'STYLEREF "Heading 1"', 'DATE \\@ "yyyy"'],
)  # fmt: skip
def test_what_stays_in_the_file_stays(code: str) -> None:
    codes, shown, dropped = quieted(field(f" {code} ".replace('"', "&quot;"), shown="shown"))
    assert (codes, shown, dropped) == (code, "Before shown after", [])


def test_a_field_within_a_field_is_judged_by_itself() -> None:
    inner = field(" QUOTE INCLUDEPICTURE ", shown="INCLUDEPICTURE")
    parts = field(" &quot;http://127.0.0.1:9&quot; ", shown="seen").split("</w:r>", 1)
    codes, _, dropped = quieted(f"{parts[0]}</w:r>{inner}{parts[1]}")
    assert codes == "QUOTE INCLUDEPICTURE"
    assert len(dropped) == 1


def test_a_field_without_an_end_goes() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    assert quieted(begun)[:2] == ("", "Before  after")


def test_drawings_of_the_old_kind_name_no_address() -> None:
    space = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    drawing = (
        f'<w:r><w:pict><v:shape {space} href="file:///c:/a.exe" type="#t"><v:imagedata src="http://127.0.0.1:9/a.png"'
        ' o:href="http://127.0.0.1:9/b.png" o:title="t"/></v:shape></w:pict></w:r>'
    )
    root = etree.fromstring(head(drawing).encode())
    dropped: list[str] = []
    quieten(root, dropped.append)
    left = etree.tostring(root)
    assert b"127.0.0.1" not in left
    assert b"a.exe" not in left
    assert b'type="#t"' in left
    assert set(dropped) == {"addresses in drawings"}
