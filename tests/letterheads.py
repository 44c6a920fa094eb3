"""Letterheads for the tests of style files: those saved by LibreOffice in cases/letterheads, and one as Word writes it.

The one of Word is made here, part by part: a German Word, with its ids, theme faces and colours, a head for the first
page, for left and for broadside pages, fields in pieces, content controls, a numbered style, and what must not be
passed on: a remote template, a comment, a tracked change, a linked picture.
"""

# ruff: noqa: E501 -- markup stands as Word writes it
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx_samples import png

FOLDER = Path(__file__).parent / "cases" / "letterheads"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="w14"'
)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return an archive of parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def libreoffice() -> bytes:
    """Return the letterhead that LibreOffice saved."""
    return (FOLDER / "wasseramt.docx").read_bytes()


# --- As Word writes it ------------------------------------------------------------------------------------------------
_THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Larissa"><a:themeElements>
<a:clrScheme name="Larissa"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>
<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="1F497D"/></a:dk2>
<a:lt2><a:srgbClr val="EEECE1"/></a:lt2><a:accent1><a:srgbClr val="4F81BD"/></a:accent1>
<a:accent2><a:srgbClr val="C0504D"/></a:accent2><a:accent3><a:srgbClr val="9BBB59"/></a:accent3>
<a:accent4><a:srgbClr val="8064A2"/></a:accent4><a:accent5><a:srgbClr val="4BACC6"/></a:accent5>
<a:accent6><a:srgbClr val="F79646"/></a:accent6><a:hlink><a:srgbClr val="0000FF"/></a:hlink>
<a:folHlink><a:srgbClr val="800080"/></a:folHlink></a:clrScheme>
<a:fontScheme name="Larissa"><a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>
<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme>
<a:fmtScheme name="Larissa"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>
<a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>
<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"""
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def _theme() -> str:
    return _THEME.format(
        fill=_FILL * 3,
        line=f'<a:ln w="9525">{_FILL}</a:ln>' * 3,
        effect="<a:effectStyle><a:effectLst/></a:effectStyle>" * 3,
    )


_STYLES = """<w:styles {spaces}><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>
<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="de-DE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="200" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" w:defQFormat="0"
 w:count="376"><w:lsdException w:name="Normal" w:uiPriority="0" w:qFormat="1"/></w:latentStyles>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:qFormat/>
<w:rPr><w:lang w:val="de-DE"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>
<w:next w:val="Standard"/><w:link w:val="berschrift1Zchn"/><w:uiPriority w:val="9"/><w:qFormat/><w:rsid w:val="00A12B3C"/>
<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="480" w:after="0"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi"
 w:cstheme="majorBidi"/><w:b/><w:bCs/><w:color w:val="365F91" w:themeColor="accent1" w:themeShade="BF"/>
<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="berschrift1"/>
<w:next w:val="Standard"/><w:uiPriority w:val="9"/><w:unhideWhenUsed/><w:qFormat/>
<w:pPr><w:spacing w:before="200"/><w:outlineLvl w:val="1"/></w:pPr>
<w:rPr><w:color w:val="4F81BD" w:themeColor="accent1"/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="Absatz-Standardschriftart"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="KeineListe"><w:name w:val="No List"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="berschrift1Zchn"><w:name w:val="Überschrift 1 Zchn"/>
<w:basedOn w:val="Absatz-Standardschriftart"/><w:link w:val="berschrift1"/><w:uiPriority w:val="9"/></w:style>
<w:style w:type="paragraph" w:styleId="Kopfzeile"><w:name w:val="header"/><w:basedOn w:val="Standard"/>
<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4536"/>
<w:tab w:val="right" w:pos="9072"/></w:tabs><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Fuzeile"><w:name w:val="footer"/><w:basedOn w:val="Kopfzeile"/>
<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:sz w:val="16"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Aufzhlungszeichen"><w:name w:val="List Bullet"/><w:basedOn w:val="Standard"/>
<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:contextualSpacing/>
</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/><w:basedOn w:val="Standard"/><w:next w:val="Standard"/>
<w:uiPriority w:val="29"/><w:qFormat/><w:rPr><w:i/><w:iCs/><w:color w:val="000000" w:themeColor="text1"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Kernaussage"><w:name w:val="Kernaussage"/>
<w:basedOn w:val="Standard"/><w:pPr><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="C0504D"
 w:themeColor="accent2"/></w:pBdr><w:ind w:left="284"/></w:pPr><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Platzhaltertext"><w:name w:val="Placeholder Text"/>
<w:basedOn w:val="Absatz-Standardschriftart"/><w:uiPriority w:val="99"/><w:semiHidden/>
<w:rPr><w:color w:val="808080"/></w:rPr></w:style></w:styles>"""

_NUMBERING = """<w:numbering {spaces}><w:abstractNum w:abstractNumId="7"><w:nsid w:val="FFFFFF89"/>
<w:multiLevelType w:val="singleLevel"/><w:tmpl w:val="A1B2C3D4"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="bullet"/><w:pStyle w:val="Aufzhlungszeichen"/><w:lvlText w:val="■"/><w:lvlJc w:val="left"/>
<w:pPr><w:tabs><w:tab w:val="num" w:pos="360"/></w:tabs><w:ind w:left="360" w:hanging="360"/></w:pPr>
<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:hint="default"/><w:color w:val="C0504D" w:themeColor="accent2"/></w:rPr>
</w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""

_PICTURE = """<w:r><w:drawing><wp:{kind}><wp:extent cx="900000" cy="450000"/><wp:docPr id="{id}" name="Logo"
 descr="Stadtwappen"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{id}" name="Logo"/>
<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip {how}="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="450000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>
</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"""


def picture(relation: str, id_: int = 1, how: str = "r:embed") -> str:
    """Return a run with a picture."""
    return _PICTURE.format(kind="inline", id=id_, how=how, relation=relation)


def field(*pieces: str, shown: str) -> str:
    """Return a field whose instruction is in several runs, as Word leaves it after editing."""
    code = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{code}{marks[1]}<w:r><w:rPr><w:b/></w:rPr><w:t>{shown}</w:t></w:r>{marks[2]}"


def simple(instruction: str, shown: str) -> str:
    """Return a field in its simple form."""
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def control(properties: str, shown: str, *, prompting: bool = False) -> str:
    """Return a content control in a line."""
    prompt = "<w:showingPlcHdr/>" if prompting else ""
    look = '<w:rPr><w:rStyle w:val="Platzhaltertext"/></w:rPr>' if prompting else ""
    return (
        f"<w:sdt><w:sdtPr>{properties}{prompt}<w:text/></w:sdtPr><w:sdtContent><w:r>{look}<w:t>{shown}</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )


BOUND_TITLE = (
    '<w:alias w:val="Titel"/><w:tag w:val=""/><w:id w:val="1234"/><w:dataBinding '
    "w:prefixMappings=\"xmlns:ns0='http://purl.org/dc/elements/1.1/' "
    "xmlns:ns1='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' \" "
    'w:xpath="/ns1:coreProperties[1]/ns0:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
)
MARKING = control('<w:alias w:val="Marking"/><w:id w:val="77"/>', "[Einstufung]", prompting=True)


def head(*lines: str, root: str = "hdr", style: str = "Kopfzeile") -> str:
    """Return a head or foot with lines."""
    made = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{line}</w:p>' for line in lines)
    return f"<w:{root} {_SPACES}>{made}</w:{root}>"


def words(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


_DOCUMENT = """<w:document {spaces}><w:body><w:p><w:r><w:t>Sehr geehrte Damen und Herren,</w:t></w:r></w:p>
<w:p><w:pPr><w:sectPr>{heads}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2268" w:right="1134" w:bottom="1418"
 w:left="1418" w:header="709" w:footer="567" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/>
<w:docGrid w:linePitch="360"/></w:sectPr></w:pPr></w:p><w:p><w:r><w:t>Anlage</w:t></w:r></w:p><w:sectPr>{wide}
<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1134" w:left="2268"
 w:header="709" w:footer="567" w:gutter="0"/><w:cols w:space="708"/></w:sectPr></w:body></w:document>"""
_SETTINGS = """<w:settings {spaces}><w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/>
<w:defaultTabStop w:val="708"/><w:hyphenationZone w:val="425"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"/>
</w:compat><w:rsids><w:rsidRoot w:val="00A12B3C"/></w:rsids><w:themeFontLang w:val="de-DE"/><w:clrSchemeMapping
 w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3"
 w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"
 w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""
_CUSTOM = """<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Abteilung"><vt:lpwstr>Referat 3</vt:lpwstr>
</property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="Reference"><vt:lpwstr>AZ alt</vt:lpwstr>
</property></Properties>"""

HEADS: dict[str, str] = {
    "header1": head(picture("rId1"), words("Stadt Nordhafen · ") + MARKING),
    "header2": head(
        control(BOUND_TITLE, "[Titel]", prompting=True)
        + words(" · ")
        + field(" DOCPROP", "ERTY  Refe", "rence  \\* MERGEFORMAT ", shown="AZ alt"),
        MARKING + '<w:ins w:id="9" w:author="X" w:date="2026-01-01T00:00:00Z"><w:r><w:t> neu</w:t></w:r></w:ins>'
        '<w:del w:id="10" w:author="X" w:date="2026-01-01T00:00:00Z"><w:r><w:delText> alt</w:delText></w:r></w:del>',
    ),
    "header3": head(simple("TITLE \\* Upper", "TITEL") + words(" · ") + MARKING),
    "header4": head(words("Quer · ") + field(" SUBJECT ", shown="Betreff") + words(" · ") + MARKING),
    "footer1": head(
        words("Referat: ")
        + simple("DOCPROPERTY Abteilung", "x")
        + words(" · Seite ")
        + field(" PAGE ", shown="1")
        + '<w:hyperlink r:id="rId2" w:history="1"><w:r><w:t>post@nordhafen.example</w:t></w:r></w:hyperlink>'
        + picture("rId3", 5, "r:link"),
        root="ftr",
        style="Fuzeile",
    ),
}
_RELATIONS = {
    "header1": '<Relationship Id="rId1" Type="{o}/image" Target="media/image1.png"/>',
    "footer1": '<Relationship Id="rId2" Type="{o}/hyperlink" Target="mailto:post@nordhafen.example" TargetMode="External"/>'
    '<Relationship Id="rId3" Type="{o}/image" Target="file:///C:/logo.png" TargetMode="External"/>',
    "settings": '<Relationship Id="rId1" Type="{o}/attachedTemplate" Target="file:///Z:/amt.dotm" TargetMode="External"/>',
    "document": '<Relationship Id="rId20" Type="{o}/styles" Target="styles.xml"/>'
    '<Relationship Id="rId21" Type="{o}/settings" Target="settings.xml"/>'
    '<Relationship Id="rId22" Type="{o}/theme" Target="theme/theme1.xml"/>'
    '<Relationship Id="rId23" Type="{o}/numbering" Target="numbering.xml"/>'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{{o}}/{name[:6]}" Target="{name}.xml"/>'
        for number, name in enumerate(HEADS, 1)
    ),
}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(heads: dict[str, str] | None = None, *, template: bool = False, **parts: str) -> bytes:
    """Return the letterhead of Word, with heads and other parts changed where they are given."""
    bodies = {**HEADS, **(heads or {})}
    kinds = {"header1": "first", "header2": "default", "header3": "even", "footer1": "default"}
    said = "".join(
        f'<w:{name[:6]}Reference w:type="{kind}" r:id="rId{number}"/>'
        for number, name in enumerate(HEADS, 1)
        if (kind := kinds.get(name))
    )
    made = {
        "document": _DOCUMENT.format(
            spaces=_SPACES, heads=said, wide='<w:headerReference w:type="default" r:id="rId4"/>'
        ),
        "styles": _STYLES.format(spaces=_SPACES),
        "numbering": _NUMBERING.format(spaces=_SPACES),
        "settings": _SETTINGS.format(spaces=_SPACES),
        "theme/theme1": _theme(),
        **bodies,
        **parts,
    }
    main = f"{_TYPE}.{'template' if template else 'document'}.main+xml"
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in {
            "document": main,
            "styles": f"{_TYPE}.styles+xml",
            "numbering": f"{_TYPE}.numbering+xml",
            "settings": f"{_TYPE}.settings+xml",
            "theme/theme1": "application/vnd.openxmlformats-officedocument.theme+xml",
            **{name: f"{_TYPE}.{name[:6]}+xml" for name in bodies},
        }.items()
    )
    files = {f"word/{name}.xml": body.encode() for name, body in made.items()}
    for name, said in _RELATIONS.items():
        files[f"word/_rels/{name}.xml.rels"] = _relations(said)
    files["word/media/image1.png"] = png(40, 20)
    files["docProps/custom.xml"] = _CUSTOM.encode()
    files["_rels/.rels"] = _relations(
        '<Relationship Id="rId1" Type="{o}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="{o}/custom-properties" Target="docProps/custom.xml"/>'
    )
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/docProps/custom.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
        f"{types}</Types>"
    ).encode()
    return zipped(files)


def _relations(said: str) -> bytes:
    inside = said.replace("{o}", _OFFICE)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()
