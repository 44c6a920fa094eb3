"""The words of the list of briefs, in the languages that the web page of a brief has, too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.writers.scripts import primary


@dataclass(frozen=True)
class Words:
    """The words in one language. What is counted has its form for one, and for any other number."""

    language: str
    title: str
    markings: str
    marking: str
    search: str
    filters: str
    sort: str
    every: str
    """The choice that leaves nothing out."""
    status: str
    template: str
    findings: str
    with_findings: str
    without_findings: str
    sorts: Mapping[str, str]
    shown: str
    """Holds ``{shown}`` and ``{all}``."""
    reset: str
    nothing: str
    downloads: str
    statuses: Mapping[str, str]
    draft: str
    failed: str
    failed_formats: str
    """Holds ``{formats}``."""
    failures: tuple[str, str]
    partial: tuple[str, str]
    gone: str
    earlier: str
    """What stands before the files that a brief had before it failed."""
    lenient: str
    """The same where only ``--strict`` is why."""
    told: str
    """Holds ``{command}``."""
    strict: str
    as_of: str
    """Holds ``{date}``."""
    version: str
    """Holds ``{version}``."""
    briefs: tuple[str, str]
    pages: tuple[str, str]
    words: tuple[str, str]
    in_notes: str
    """Holds ``{n}``."""
    coverage: str
    """Holds ``{used}`` and ``{all}``."""
    set_aside: str
    """Holds ``{n}``."""
    kinds: Mapping[str, tuple[str, str]]
    clean: str
    more: str
    """Holds ``{n}``."""
    formats: Mapping[str, str]
    begun: str
    no_pictures: str
    thousands: str
    """What stands between the thousands of a number."""
    decimal: str

    def counted(self, number: int, forms: tuple[str, str]) -> str:
        """Return a number of things."""
        return forms[number != 1].replace("{n}", self.number(number))

    def number(self, number: int) -> str:
        """Write a number."""
        return f"{number:,}".replace(",", self.thousands)

    def size(self, length: int) -> str:
        """Write the length of a file."""
        if length < 1_000_000:
            return f"{max(round(length / 1000), 1)} kB"
        return f"{length / 1_000_000:.1f} MB".replace(".", self.decimal)


_FORMATS = {"docx": "Word", "pdf": "PDF", "md": "Markdown"}

WORDS = {
    "en": Words(
        language="en",
        title="Briefs",
        markings="Markings of these briefs",
        marking="Marking",
        search="Search titles, findings, files",
        filters="Filters",
        sort="Sort by",
        every="All",
        status="Status",
        template="Template",
        findings="Findings",
        with_findings="Open",
        without_findings="None open",
        sorts={
            "date": "Newest",
            "title": "Title",
            "findings": "Most findings",
            "coverage": "Least coverage",
        },
        shown="{shown} of {all} shown",
        reset="Show all",
        nothing="No brief matches.",
        downloads="Files",
        statuses={"draft": "Draft", "for-review": "For review", "final": "Final", "superseded": "Superseded"},
        draft="Built as a draft",
        failed="Not built",
        failed_formats="Not built: {formats}",
        failures=("1 not built", "{n} not built"),
        partial=("1 built in part", "{n} built in part"),
        gone="The content file is gone",
        earlier="Files of an earlier state",
        lenient="Files built without --strict",
        told="{command} tells more.",
        strict="Warnings count as errors here (--strict).",
        as_of="as of {date}",
        version="version {version}",
        briefs=("1 brief", "{n} briefs"),
        pages=("1 page", "{n} pages"),
        words=("1 word", "{n} words"),
        in_notes="{n} in notes",
        coverage="{used} of {all} source sentences used",
        set_aside="{n} set aside",
        kinds={
            "error": ("1 error", "{n} errors"),
            "warning": ("1 warning", "{n} warnings"),
            "acknowledged": ("1 acknowledged", "{n} acknowledged"),
            "note": ("1 note", "{n} notes"),
        },
        clean="No findings",
        more="and {n} more",
        formats={**_FORMATS, "html": "Web page"},
        begun="A build has begun since this list was made, and has not ended: what it says may no longer be so.",
        no_pictures="The pages are not pictured: the packages pypdfium2 and pillow were not installed.",
        thousands=",",
        decimal=".",
    ),
    "de": Words(
        language="de",
        title="Vermerke",
        markings="Kennzeichnungen dieser Vermerke",
        marking="Kennzeichnung",
        search="Titel, Befunde, Dateien durchsuchen",
        filters="Filter",
        sort="Sortieren",
        every="Alle",
        status="Status",
        template="Vorlage",
        findings="Befunde",
        with_findings="Offene",
        without_findings="Keine offenen",
        sorts={
            "date": "Neueste",
            "title": "Titel",
            "findings": "Meiste Befunde",
            "coverage": "Geringste Abdeckung",
        },
        shown="{shown} von {all} gezeigt",
        reset="Alle zeigen",
        nothing="Kein Vermerk passt.",
        downloads="Dateien",
        statuses={"draft": "Entwurf", "for-review": "Zur Prüfung", "final": "Endfassung", "superseded": "Überholt"},
        draft="Als Entwurf gebaut",
        failed="Nicht gebaut",
        failed_formats="Nicht gebaut: {formats}",
        failures=("1 nicht gebaut", "{n} nicht gebaut"),
        partial=("1 teilweise gebaut", "{n} teilweise gebaut"),
        gone="Die Inhaltsdatei gibt es nicht mehr",
        earlier="Dateien eines früheren Stands",
        lenient="Ohne --strict gebaute Dateien",
        told="Mehr sagt {command}.",
        strict="Warnungen gelten hier als Fehler (--strict).",
        as_of="Stand {date}",
        version="Fassung {version}",
        briefs=("1 Vermerk", "{n} Vermerke"),
        pages=("1 Seite", "{n} Seiten"),
        words=("1 Wort", "{n} Wörter"),
        in_notes="{n} in Anmerkungen",
        coverage="{used} von {all} Sätzen der Quellen genutzt",
        set_aside="{n} bewusst ausgelassen",
        kinds={
            "error": ("1 Fehler", "{n} Fehler"),
            "warning": ("1 Warnung", "{n} Warnungen"),
            "acknowledged": ("1 hingenommen", "{n} hingenommen"),
            "note": ("1 Hinweis", "{n} Hinweise"),
        },
        clean="Keine Befunde",
        more="und {n} weitere",
        formats={**_FORMATS, "html": "Webseite"},
        begun="Seit dieser Liste hat ein Lauf begonnen, der nicht beendet ist: Ihre Angaben können überholt sein.",
        no_pictures="Ohne Bilder der Seiten: Die Pakete pypdfium2 und pillow waren nicht installiert.",
        thousands=".",
        decimal=",",
    ),
    "fr": Words(
        language="fr",
        title="Notes",
        markings="Marquages de ces notes",
        marking="Marquage",
        search="Rechercher titres, constats, fichiers",
        filters="Filtres",
        sort="Trier par",
        every="Tous",
        status="Statut",
        template="Modèle",
        findings="Constats",
        with_findings="Ouverts",
        without_findings="Aucun ouvert",
        sorts={
            "date": "Plus récentes",
            "title": "Titre",
            "findings": "Plus de constats",
            "coverage": "Moindre couverture",
        },
        shown="{shown} sur {all} affichées",
        reset="Tout afficher",
        nothing="Aucune note ne correspond.",
        downloads="Fichiers",
        statuses={"draft": "Projet", "for-review": "En relecture", "final": "Définitive", "superseded": "Remplacée"},
        draft="Produite comme projet",
        failed="Non produite",
        failed_formats="Non produite : {formats}",
        failures=("1 non produite", "{n} non produites"),
        partial=("1 produite en partie", "{n} produites en partie"),
        gone="Le fichier de contenu n’existe plus",
        earlier="Fichiers d’un état antérieur",
        lenient="Fichiers produits sans --strict",
        told="{command} en dit plus.",
        strict="Ici, les avertissements comptent comme des erreurs (--strict).",
        as_of="au {date}",
        version="version {version}",
        briefs=("1 note", "{n} notes"),
        pages=("1 page", "{n} pages"),
        words=("1 mot", "{n} mots"),
        in_notes="{n} dans les notes",
        coverage="{used} phrases des sources utilisées sur {all}",
        set_aside="{n} écartées",
        kinds={
            "error": ("1 erreur", "{n} erreurs"),
            "warning": ("1 avertissement", "{n} avertissements"),
            "acknowledged": ("1 accepté", "{n} acceptés"),
            "note": ("1 remarque", "{n} remarques"),
        },
        clean="Aucun constat",
        more="et {n} de plus",
        formats={**_FORMATS, "html": "Page web"},
        begun="Une génération commencée depuis n’est pas terminée : cette liste n’est peut-être plus exacte.",
        no_pictures="Sans images des pages : les paquets pypdfium2 et pillow n’étaient pas installés.",
        thousands="\u202f",
        decimal=",",
    ),
    "ja": Words(
        language="ja",
        title="資料一覧",
        markings="各資料の取扱区分",
        marking="取扱区分",
        search="題名・指摘・ファイルを検索",
        filters="絞り込み",
        sort="並べ替え",
        every="すべて",
        status="状態",
        template="様式",
        findings="指摘",
        with_findings="未処理あり",
        without_findings="未処理なし",
        sorts={
            "date": "新しい順",
            "title": "題名順",
            "findings": "指摘の多い順",
            "coverage": "使用率の低い順",
        },
        shown="{all}件中{shown}件を表示",
        reset="すべて表示",
        nothing="該当する資料はありません。",
        downloads="ファイル",
        statuses={"draft": "草案", "for-review": "確認中", "final": "確定", "superseded": "差替済"},
        draft="草案として作成",
        failed="作成失敗",
        failed_formats="作成失敗：{formats}",
        failures=("作成失敗1件", "作成失敗{n}件"),
        partial=("一部作成1件", "一部作成{n}件"),
        gone="内容ファイルがありません",
        earlier="以前の内容のファイル",
        lenient="--strictなしで作成したファイル",
        told="詳しくは{command}",
        strict="ここでは警告もエラーとして扱われます（--strict）。",
        as_of="{date}現在",
        version="第{version}版",
        briefs=("1件", "{n}件"),
        pages=("1ページ", "{n}ページ"),
        words=("1語", "{n}語"),
        in_notes="注{n}語",
        coverage="出典{all}文中{used}文を使用",
        set_aside="除外{n}文",
        kinds={
            "error": ("エラー1件", "エラー{n}件"),
            "warning": ("警告1件", "警告{n}件"),
            "acknowledged": ("承認済1件", "承認済{n}件"),
            "note": ("注記1件", "注記{n}件"),
        },
        clean="指摘なし",
        more="ほか{n}件",
        formats={**_FORMATS, "html": "ウェブページ"},
        begun="この一覧の後に始まった生成処理が完了していません。内容が現在の文書と異なる場合があります。",
        no_pictures="ページの画像はありません（pypdfium2とpillowが未導入）。",
        thousands=",",
        decimal=".",
    ),
}
"""The words there are. English stands in for all other languages."""


def words_for(languages: Sequence[str]) -> Words:
    """Return the words for a list of briefs: in their language if they share one, else in English."""
    spoken = {primary(language) for language in languages}
    return WORDS.get(spoken.pop(), WORDS["en"]) if len(spoken) == 1 else WORDS["en"]
