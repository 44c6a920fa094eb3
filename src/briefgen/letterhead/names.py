"""What the parts of a document are called in Word files: by Word, by LibreOffice, and in other languages than English.

Word writes the names of its own styles in English whatever language it speaks ("heading 1", with an id such as
``berschrift1``), LibreOffice in English of its own ("Heading 1", "Quotations"); other programs, and files that went
through one, in that of their user.
"""

from collections.abc import Mapping, Sequence

_HEADING = (
    "Überschrift",
    "Titre",
    "見出し",
    "Título",
    "Titolo",
    "Kop",
    "Rubrik",
    "Nagłówek",
    "Заголовок",
    "标题",
    "標題",
)
_TOC = ("Verzeichnis", "Inhaltsverzeichnis", "TM", "Table des matières niveau", "目次", "Contents")

NAMES: Mapping[str, Sequence[str]] = {
    "Normal": ("Normal", "Standard", "Default Paragraph Style", "標準", "Style par défaut"),
    "BodyText": ("Body Text", "Text body", "Textkörper", "Textkörper Standard", "Corps de texte", "本文"),
    **{
        f"Heading{level}": (f"heading {level}", *(f"{word} {level}" for word in _HEADING), f"제목 {level}")
        for level in range(1, 7)
    },
    "ListBullet": (
        "List Bullet",
        "List 1",
        "Aufzählungszeichen",
        "Aufzählung 1",
        "Liste à puces",
        "Puce 1",
        "箇条書き",
    ),
    "ListNumber": ("List Number", "Numbering 1", "Listennummer", "Nummerierung 1", "Liste à numéros", "段落番号"),
    "ListContinue": ("List Continue", "List 1 Cont.", "Listenfortsetzung", "Liste continue", "箇条書き継続"),
    "Quote": ("Quote", "Quotations", "Block Text", "Zitat", "Citation", "引用文", "引用"),
    "SourceCode": ("Source Code", "HTML Preformatted", "Preformatted Text", "Vorformatierter Text", "Texte préformaté"),
    "Caption": ("caption", "Beschriftung", "Légende", "図表番号", "Leyenda", "Didascalia"),
    "TOCHeading": (
        "TOC Heading",
        "Contents Heading",
        "Inhaltsverzeichnisüberschrift",
        "Inhaltsverzeichnis Überschrift",
        "En-tête de table des matières",
        "Titre de table des matières",
        "目次の見出し",
    ),
    **{f"TOC{level}": (f"toc {level}", *(f"{word} {level}" for word in _TOC)) for level in range(1, 4)},
    "TableHead": ("Table Head", "Table Heading", "Tabellen Überschrift", "Titre de tableau", "表の見出し"),
    "TableCell": (
        "Table Cell",
        "Table Contents",
        "Tabelleninhalt",
        "Tabellen Inhalt",
        "Contenu de tableau",
        "表の内容",
    ),
    "FootnoteText": (
        "footnote text",
        "Footnote",
        "Fußnotentext",
        "Fußnote",
        "Note de bas de page",
        "脚注文字列",
        "脚注",
    ),
    "Header": ("header", "Kopfzeile", "En-tête", "ヘッダー"),
    "Footer": ("footer", "Fußzeile", "Pied de page", "フッター"),
    "HorizontalRule": ("Horizontal Rule", "Horizontal Line", "Horizontale Linie", "Ligne horizontale"),
    "Hyperlink": ("Hyperlink", "Internet Link", "Internetlink", "Lien hypertexte", "Lien Internet", "ハイパーリンク"),
    "FootnoteReference": (
        "footnote reference",
        "Footnote anchor",
        "Fußnotenzeichen",
        "Fußnotenanker",
        "Appel note de bas de p.",
        "Ancre de note de bas de page",
        "脚注参照",
    ),
    "VerbatimChar": ("Verbatim Char", "HTML Code", "Source Text", "Quelltext", "Texte source"),
}
"""Each style of ours that Word files may have, by its id: the names it goes by, the best first."""

PARTS: Mapping[str, str] = {
    "body": "BodyText",
    **{f"heading-{level}": f"Heading{level}" for level in range(1, 7)},
    "list-bullet": "ListBullet",
    "list-number": "ListNumber",
    "list-continue": "ListContinue",
    "quote": "Quote",
    "code": "SourceCode",
    "code-words": "VerbatimChar",
    "caption": "Caption",
    "caption-label": "CaptionLabel",
    "contents-title": "TOCHeading",
    **{f"contents-{level}": f"TOC{level}" for level in range(1, 4)},
    "term": "Term",
    "definition": "Definition",
    "table": "BriefTable",
    "table-head": "TableHead",
    "table-cell": "TableCell",
    "note": "FootnoteText",
    "note-call": "FootnoteReference",
    "link": "Hyperlink",
    "banner": "Banner",
    "page-head": "Header",
    "page-foot": "Footer",
    "rule": "HorizontalRule",
}
"""What ``styles:`` in template.yaml calls the parts of every document, and the style of ours that shows each."""

GENERAL: Mapping[str, str] = {
    "list-bullet": "list",
    "list-number": "list",
    "list-continue": "list",
    **{f"contents-{level}": "contents" for level in range(1, 4)},
    "page-head": "running",
    "page-foot": "running",
    "code-words": "code",
}
"""Parts that a template may also name together, by the name that its design tokens have for them."""


def aliases(id_: str, name: str) -> tuple[str, ...]:
    """Return the names that a style of ours may have in a Word file, the best first."""
    return tuple(NAMES.get(id_, (name,)))
