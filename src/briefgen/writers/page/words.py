"""The page's own words: what its controls say, by language. All else that a reader sees comes with the document."""

from dataclasses import dataclass

from briefgen.writers.scripts import is_rtl, primary


@dataclass(frozen=True, slots=True)
class Words:
    """The words in one language; those in braces are filled in."""

    language: str
    """Tag of the language that they are in, which is English where the document's own is not there."""
    to_brief: str
    to_source: str
    marking: str
    source: str
    sources: str
    text: str
    """Name of the part that holds the text of the sources."""
    note: str
    """Name of a note's mark; holds ``{n}``."""
    back: str
    """Name of the link from a note to its mark; holds ``{n}``."""
    show: str
    """Follows a note's text as a link to the source."""
    filters: str
    firmness: str
    who: str
    anyone: str
    reset: str
    shown: str
    """How many statements the filters leave; holds ``{shown}`` and ``{all}``."""
    filtered: str
    """Stands in place of a section's statements when the filters leave none."""
    hint: str
    one_rests: str
    many_rest: str
    """Said of words of the source; holds ``{n}``."""
    hidden: str
    """Added when the filters hide some of these statements; holds ``{n}``."""
    go_source: str
    go_statement: str
    clear: str
    unused: str
    unused_mark: str
    aside_mark: str
    unused_count: str
    """Holds ``{unused}``, ``{all}`` and ``{aside}``."""
    quotes_only: str
    withheld: str


WORDS = {
    "en": Words(
        language="en",
        to_brief="Skip to the brief",
        to_source="Skip to the source",
        marking="Marking",
        source="Source",
        sources="Sources",
        text="Text of the source",
        note="Note {n}",
        back="Back to note {n} in the text",
        show="show in the source",
        filters="Filters",
        firmness="How firm",
        who="Who",
        anyone="Everyone",
        reset="Reset filters",
        shown="{shown} of {all} statements shown",
        filtered="Nothing here matches the filters.",
        hint="Point at a statement, or tab to its note, to see the words that it rests on. "
        "Click or Enter pins them, Escape unpins them.",
        one_rests="1 statement rests on these words",
        many_rest="{n} statements rest on these words",
        hidden="{n} hidden by the filters",
        go_source="Go to the source",
        go_statement="Go to the statement",
        clear="Unpin",
        unused="Show unused sentences",
        unused_mark="not used",
        aside_mark="set aside",
        unused_count="{unused} of {all} not used, {aside} set aside",
        quotes_only="Only the quoted passages of this source may be passed on, so its other sentences are not shown.",
        withheld="The text of this source may not be passed on, so neither its passages nor its unused sentences "
        "are shown.",
    ),
    "de": Words(
        language="de",
        to_brief="Zum Vermerk springen",
        to_source="Zur Quelle springen",
        marking="Kennzeichnung",
        source="Quelle",
        sources="Quellen",
        text="Text der Quelle",
        note="Anmerkung {n}",
        back="Zurück zu Anmerkung {n} im Text",
        show="in der Quelle zeigen",
        filters="Filter",
        firmness="Wie fest",
        who="Wer",
        anyone="Alle",
        reset="Filter zurücksetzen",
        shown="{shown} von {all} Aussagen gezeigt",
        filtered="Hier passt nichts zu den Filtern.",
        hint="Zeigen Sie auf eine Aussage, oder gehen Sie mit der Tabulatortaste zu ihrer Anmerkung, um die Worte zu "
        "sehen, auf denen sie beruht. Klick oder Eingabetaste fixiert sie, Escape löst sie.",
        one_rests="1 Aussage beruht auf diesen Worten",
        many_rest="{n} Aussagen beruhen auf diesen Worten",
        hidden="{n} durch die Filter verborgen",
        go_source="Zur Quelle",
        go_statement="Zur Aussage",
        clear="Lösen",
        unused="Ungenutzte Sätze zeigen",
        unused_mark="ungenutzt",
        aside_mark="bewusst ausgelassen",
        unused_count="{unused} von {all} ungenutzt, {aside} bewusst ausgelassen",
        quotes_only="Aus dieser Quelle dürfen nur die zitierten Stellen weitergegeben werden; ihre übrigen Sätze sind "
        "deshalb nicht zu sehen.",
        withheld="Der Text dieser Quelle darf nicht weitergegeben werden; deshalb sind weder zitierte Stellen noch "
        "ungenutzte Sätze zu sehen.",
    ),
    "fr": Words(
        language="fr",
        to_brief="Aller à la note",
        to_source="Aller à la source",
        marking="Marquage",
        source="Source",
        sources="Sources",
        text="Texte de la source",
        note="Note {n}",
        back="Retour à l’appel de la note {n}",
        show="voir dans la source",
        filters="Filtres",
        firmness="Degré",
        who="Qui",
        anyone="Tous",
        reset="Réinitialiser les filtres",
        shown="{shown} énoncés affichés sur {all}",
        filtered="Rien ici ne correspond aux filtres.",
        hint="Pointez un énoncé, ou atteignez sa note avec la touche Tab, pour voir les mots sur lesquels il repose. "
        "Un clic ou Entrée les épingle, Échap les libère.",
        one_rests="1 énoncé repose sur ces mots",
        many_rest="{n} énoncés reposent sur ces mots",
        hidden="{n} masqués par les filtres",
        go_source="Aller à la source",
        go_statement="Aller à l’énoncé",
        clear="Libérer",
        unused="Montrer les phrases inutilisées",
        unused_mark="inutilisée",
        aside_mark="écartée",
        unused_count="{unused} sur {all} inutilisées, {aside} écartées",
        quotes_only="Seuls les passages cités de cette source peuvent être transmis ; ses autres phrases ne sont donc "
        "pas montrées.",
        withheld="Le texte de cette source ne peut pas être transmis ; ni ses passages ni ses phrases inutilisées ne "
        "sont donc montrés.",
    ),
    "ja": Words(
        language="ja",
        to_brief="本文へ移動",
        to_source="資料へ移動",
        marking="取扱区分",
        source="資料",
        sources="資料",
        text="資料の本文",
        note="注{n}",
        back="本文の注{n}へ戻る",
        show="資料で見る",
        filters="絞り込み",
        firmness="確度",
        who="主体",
        anyone="すべて",
        reset="絞り込みを解除",
        shown="{all}件中{shown}件の記述を表示",
        filtered="条件に合う記述はありません。",
        hint="記述にカーソルを合わせるか、Tabキーで注に移ると、根拠となる語句が示されます。"
        "クリックまたはEnterで固定、Escで解除します。",
        one_rests="1件の記述がこの語句に基づいています",
        many_rest="{n}件の記述がこの語句に基づいています",
        hidden="うち{n}件は絞り込みにより非表示",
        go_source="資料へ",
        go_statement="記述へ",
        clear="固定を解除",
        unused="使われていない文を表示",
        unused_mark="未使用",
        aside_mark="除外",
        unused_count="全{all}文のうち未使用{unused}文、除外{aside}文",
        quotes_only="この資料は引用箇所のみ転載できるため、ほかの文は表示されません。",
        withheld="この資料の本文は転載できないため、引用箇所も使われていない文も表示されません。",
    ),
}
"""The words there are. English stands in for all other languages."""


def words_in(language: str) -> Words:
    """Return the words for a document in a language."""
    return WORDS.get(primary(language), WORDS["en"])


def attributes(words: Words, language: str) -> str:
    """Return what marks an element that holds these words in a document of a language: nothing where they share it."""
    if words.language == primary(language):
        return ""
    return f' lang="{words.language}"' + (' dir="ltr"' if is_rtl(language) else "")
