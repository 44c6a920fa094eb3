"""Paragraphs → sentences: where each begins and ends. What serves tracing decides.

Each sentence of a quotation is a sentence of its own. What says who spoke stays with it: “Do you?” she asked. is one
sentence, and so is 「行く。」と述べた。 The marks that close quotations and brackets belong to the sentence they close.

A mark after which a sentence *may* end ends it where the next word can begin one: "U.S. officials" is one piece, and
after "in the U.S." a new sentence begins with "The". Where that cannot be told, two sentences stay one: a passage that
is too long still holds its words, one that is too short does not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.scripts import BLANKLESS_SIGN, EAST_ASIAN_SIGN


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source, or a heading or caption on a line of its own.

    ``number`` counts from 1 over the whole source; ``start`` and ``end`` are offsets into its text.
    """

    number: int
    paragraph: int
    start: int
    end: int


def split(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    """Find the sentences of paragraphs, which are given as offsets into a text, without blanks at either end."""
    sentences: list[Sentence] = []
    width = _Width(text)
    for number, (start, end) in enumerate(paragraphs, 1):
        for first, last in _runs(text, start, end, width):
            for left, right in _sentences(text, first, last):
                sentences.append(Sentence(len(sentences) + 1, number, left, right))
    return tuple(sentences)


# --- Lines ------------------------------------------------------------------------------------------------------------
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"[•‣▪◦●■·*–—-][ \t\u00a0]|\d{1,3}[.)][ \t\u00a0]")
_FIRST_WORD = re.compile(r"\S+")
_WIDEST_WRAP = 130
_NARROWEST_WRAP, _NARROWEST_BLANKLESS = 40, 15
"""Characters in a line: nobody breaks running text into longer or shorter lines."""


class _Width:
    """How long the lines of a text are, for telling whether one ends because it was full."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = 0
        """Length of the longest line; a twentieth may be longer, such as addresses that cannot be broken."""
        if "\n" in text:
            lengths = sorted(
                len(line.rstrip()) for line in text.split("\n") if " " in line or BLANKLESS_SIGN.search(line)
            )
            self.all = lengths[-1 - len(lengths) // 20] if lengths else 0

    def of(self, lines: list[tuple[int, int]]) -> int:
        """Return how long a line of a paragraph may be: as its own lines are when these can tell."""
        return max(end - start for start, end in lines) if len(lines) > 2 else self.all

    def filled(self, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
        """Tell whether a line had no more room for the first word of the following one."""
        if BLANKLESS_SIGN.match(self.text, line[1] - 1):
            return _NARROWEST_BLANKLESS <= width <= _WIDEST_WRAP and line[1] - line[0] + 3 > width
        word = _FIRST_WORD.match(self.text, *following)
        length = line[1] - line[0] + 1 + (len(word[0]) if word else 0)
        # Some programs break lines before the last one that would do, for an even edge.
        return _NARROWEST_WRAP <= width <= _WIDEST_WRAP and length > 0.95 * width


def _runs(text: str, start: int, end: int, width: _Width) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a paragraph whose lines run on; a heading, a caption or an item is one of its own."""
    if text.find("\n", start, end) < 0:
        yield start, end
        return
    lines = list(_lines(text, start, end))
    longest = width.of(lines)
    listed = bool(_BULLET.match(text, *lines[0]))
    first = lines[0][0]
    for line, following in pairwise(lines):
        filled = width.filled(line, following, longest)
        item = _BULLET.match(text, *following) and (listed or not filled)
        if item or not (filled or _runs_on(text, line, following)):
            yield first, line[1]
            first = following[0]
    yield first, lines[-1][1]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _LINE.finditer(text, start, end):
        line = found[0]
        if words := line.strip():
            left = found.start() + len(line) - len(line.lstrip())
            yield left, left + len(words)


def _runs_on(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Tell whether a line that has room left goes on in the following one all the same."""
    return text[line[1] - 1] in ",;、，-–—(（[“„«「" or text[following[0]].islower()


# --- Where a sentence may end -----------------------------------------------------------------------------------------
_FULL = "。｡．！？︕︖‼⁇⁈⁉"
"""Marks of Chinese and Japanese, after which no blank stands."""
_CERTAIN = "؟۔।॥։።។။\u037e"
"""Marks of Arabic, Urdu, Hindi, Armenian, Amharic, Khmer, Burmese and Greek that stand for nothing else."""
_STOPS = f".!?…{_FULL}{_CERTAIN}"
_QUOTES = "\"'”’“‘»«›‹」』＂＇"
_CLOSING = "\"'”’»›」』＂＇)\\]}）］｝】〕》〉*¹²³⁰⁴-⁹"
_STOP = re.compile(
    # German closes a quotation with the marks that open one in English and Chinese. French sets a blank before », which
    # begins the next quotation where a letter follows. The number of a note may follow: it says so.[1] Or it says so.1
    rf"(?:(?:[{_FULL}]++[{_CLOSING}]*+"
    rf"|[.!?…{_CERTAIN}]++(?:[{_CLOSING}“‘«‹]|[ \u00a0\u202f][»›](?!\w))*+)"
    r"(?:\[\d{1,3}\]|(?<=[^\W\d_]{3}[.!?])\d{1,3}(?=\s)|(?<=[.!?][\"”’)])\d{1,3}(?=\s))*+)++"
)
_NEXT = re.compile(
    r"(?P<blanks>\s*+)(?P<marks>(?:[\"'“„«‘‚‹»›(\[{「『（【〔《〈¿¡*–—―-]\s*+)*+)(?P<word>\w{1,40}+[’']?)?"
)
_BACK = 24
"""Characters before a mark that are looked at."""
_AROUND_TOKEN = re.compile(r"[^\w.]")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends(text, first, stop, end):
            yield first, stop.end()
            first = stop.end()
            while text[first].isspace():
                first += 1
    if first < end:
        yield first, end


def _ends(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    """Tell whether the sentence that began at ``first`` ends at a mark, with more of its paragraph to follow."""
    if stop[0] == "." and text[stop.end()].isascii() and text[stop.end()].isalnum():
        return False  # Within a number, a name of letters, an address.
    following = _NEXT.match(text, stop.end(), end)
    assert following
    marks = stop[0]
    touching = not following["blanks"]
    if any(mark in _FULL for mark in marks) or (touching and EAST_ASIAN_SIGN.match(text, stop.end())):
        return _ends_blankless(text, stop, end)
    after = text[following.end("marks") : following.end("marks") + 1]
    if not following["word"] and (not after or after in ",;:،؛/)]}" or (after in ".…" and not following["marks"])):
        return False
    if any(mark in _CERTAIN for mark in marks):
        return True
    if touching:
        return bool(following["marks"]) and following["marks"][0] in "“„«「" and marks[-1] in _QUOTES
    word = following["word"] or ""
    if word[:1].islower() or _is_number(text, first, stop):
        return False
    if "?" in marks or "!" in marks:
        return not (marks[-1] in _QUOTES and _SPEAKER.match(text, following.end("marks"), end))
    return _ends_at_dots(text, first, stop, following)


_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})")


def _is_number(text: str, first: int, stop: re.Match[str]) -> bool:
    """Tell whether all that a sentence has so far is the number of an item, as in ``2. The council``."""
    return stop[0] == "." and stop.start() - first < 7 and bool(_NUMBER.fullmatch(text, first, stop.start()))


_SPEAKER = re.compile(
    r"(?:[^\W\d_]\w{0,20}\.? ){1,4}"
    "(?:said|says|asked|asks|added|adds|told|replied|answered|wrote|writes|wondered|exclaimed|shouted|cried|demanded)\\b"
)


def _ends_at_dots(text: str, first: int, stop: re.Match[str], following: re.Match[str]) -> bool:
    before = text[stop.start() - 1 : stop.start()] if stop.start() > first else ""
    word = following["word"] or ""
    if "…" in stop[0] or ".." in stop[0]:
        # Words left out stand apart from the word before: "the plan … Japan". A voice that trails off does not.
        return bool(before) and not before.isspace() and before not in "[(" and word not in {"I", "I’", "I'"}
    if before.isspace():
        return "." not in {text[stop.start() - 2 : stop.start() - 1], text[stop.end() + 1 : stop.end() + 2]}
    behind = text[max(first, stop.start() - _BACK) : stop.start()].replace("\u00a0", " ")
    token = _AROUND_TOKEN.split(behind)[-1].lstrip(".")
    then = text[following.end() : following.end() + 1]
    if stop[0][1:].isdecimal() and token in _BEFORE_NUMBER:
        return False
    return not token or _ends_after(token, behind, word, then)


# --- Abbreviations ----------------------------------------------------------------------------------------------------
_LETTERS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_ROMAN = re.compile(r"[IVXLC]+")


def _ends_after(token: str, behind: str, word: str, then: str) -> bool:
    """Tell whether a full stop after a word ends a sentence. ``then`` is what follows the next word."""
    initial = len(word) == 1 and then == "."
    opens = not initial and word.replace("'", "’") in _OPENERS
    known = token.capitalize() if token.isupper() and len(token) > 1 else token  # In a heading of capitals.
    if known in _NEVER or behind.endswith(_SPACED):
        return False
    if known in _BEFORE_NUMBER:
        return not (word[:1].isdigit() or _ROMAN.fullmatch(word))
    if known in {"a.m", "p.m", "A.m", "P.m"}:
        return word not in _AFTER_HOUR and not word.isupper()
    if token.isdecimal() and len(token) < 3:
        return opens or not (word in _GERMAN_MONTHS or _ORDINAL.search(behind))
    if len(token) == 1 and token.lower() != token.upper():
        return (token == "I" and not initial) or (opens and word not in _PARTICLES)
    return opens or not (known in _MAY_END or _LETTERS.fullmatch(token))


_ORDINAL = re.compile(r"\b(?:am|vom|zum|zur|beim|im|bis|ab|der|die|das|dem|den|des) \d+$", re.IGNORECASE)
"""What stands before a number that German sets a full stop behind."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_NEVER = _words(
    "Mr Mrs Ms Mx Dr Drs Prof Messrs Gen Sen Sens Rep Reps Gov Govs Lt Col Capt Cmdr Adm Maj Sgt Cpl Pvt Rev Hon Pres",
    "Amb Supt Insp Sec Atty Treas",
    "e.g i.e vs cf viz approx ca al.e incl esp",
    "Hr Hrn Frl Dipl Ing Mag z.B d.h bzw bzgl ggf inkl vgl Vgl sog evtl zzgl geb gest",
    "M MM Mgr Mlle Me",
    "Sra Srta Dra Dña Sig Dott",
    "د أ م",
)
"""Abbreviations that no sentence ends with."""
_BEFORE_NUMBER = _words(
    "No no Nos nos Nr Nrn Art Arts Fig Figs Vol Vols Ch Chap p pp S Abs Bd Kap Ziff Abb Tab Rn n Tel",
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Okt Nov Dec Dez Mär janv févr avr juill déc",
)
"""Abbreviations before a number, and ordinary words elsewhere."""
_MAY_END = _words(
    "Inc Corp Co Cos Ltd Bros Jr Sr St Ste Ave Blvd Rd Mt Ft Univ Dept Assn Assoc Esq Est Gov’t",
    "Mon Tue Tues Wed Thu Thurs Fri",
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex",
    "Va Vt Wash Wis Wyo",
    "Mio Mrd Tsd Std Str Chr Cie Sté Sr D",
)
"""Abbreviations that a sentence may end with, as U.S. and any other letters with full stops between them."""
_SPACED = ("z. B", "d. h", "u. a", "i. d. R", "p. ex", "c.-à-d", "et al", "n. Chr", "v. Chr")
"""Abbreviations of several parts; the last letters alone would say something else."""
_AFTER_HOUR = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun",
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Eastern Central Mountain Pacific Greenwich Japan",
)
"""What may follow a.m. and p.m. in the same sentence."""
_PARTICLES = _words("La Le Les De Du Des")
"""Parts of a name, after an initial."""
_GERMAN_MONTHS = _words(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert"
)
_OPENERS = _words(
    "The A An This That These Those There Here He She It We You They I I’ He’ She’ It’ We’ You’ They’ That’ There’",
    "His Her Its Our Your Their My What Who Why How Where When While Which Whether If Unless Until Since Because",
    "Although Though However Moreover Meanwhile Nevertheless Nonetheless Also Then Thus Now Still Even Yet But And Or",
    "So In On At By For From To With Without Within As Of After Before During Despite Under Over Among Between",
    "Against About Once Later Earlier According Asked Some Many Most All Both Each Every Not Neither Several Two",
    "Three Another Other Others Such Only Instead Today Yesterday",
    "Der Die Das Ein Eine Einen Einer Er Sie Es Wir Ihr Ich Man Dies Diese Dieser Dieses Sein Seine Ihre Unser Auch",
    "Und Aber Oder Doch Denn Dann Damit Dabei Dazu Dagegen Zudem Jedoch Allerdings Wenn Als Weil Obwohl Wie Wo Was",
    "Wer Im Am An Auf Aus Bei Beim Mit Nach Von Vom Vor Zu Zum Zur Für Gegen Über Unter Seit Während Nicht Kein Keine",
    "Nun Noch",
    "Le La Les L’ Un Une Des Du Il Elle Ils Elles On Nous Vous Je J’ Ce C’ Cette Ces Cela Son Sa Ses Leur Leurs Dans",
    "En Au Aux Pour Par Sur Sous Avec Sans Mais Et Ou Où Si S’ Quand Comme Selon Après Avant Depuis Pendant Ainsi",
    "Toutefois",
)
"""Words that begin a sentence, and are written with a capital nowhere else."""


# --- Chinese and Japanese ---------------------------------------------------------------------------------------------
_GOES_ON = re.compile(
    "[、，,；;：:）」』】〕》〉]"
    "|と(?!ころ|もあれ|にかく|りわけ|はいえ)|って|など|[をへ]|が(?!っ|ん)|は(?!い|たして|じめ)|の(?!ち)"
    "|に(?!もかかわらず)|で(?!も|は|すが|すから)|も(?!し|っ|ちろん|はや|う)|や(?!が|は|っ)|か(?!つ|な)|だ(?!が|から|け)"
    "|です|した|する"
)
"""Particles behind a quotation or a bracket, but not the words that begin as they do."""
_SAID = re.compile("[^\\W\\d_]{1,6}?(?:说|說|表示|指出|称|稱|道|问|問|强调|強調|补充|補充)")


def _ends_blankless(text: str, stop: re.Match[str], end: int) -> bool:
    """Tell whether a sentence ends at a mark behind which no blank is to be expected."""
    marks, at = stop[0], stop.end()
    if marks == "．" and text[stop.start() - 1].isdecimal() and text[at].isdecimal():
        return False
    if marks[-1] == "." and not (EAST_ASIAN_SIGN.match(text, stop.start() - 1) and EAST_ASIAN_SIGN.match(text, at)):
        return False
    if marks.strip("…") == "":
        return text[at].isspace()
    closed = marks[-1] not in _STOPS
    if (closed or marks[-1] not in "。｡") and _GOES_ON.match(text, at, end):
        return False
    return not (closed and marks[-1] in _QUOTES and _SAID.match(text, at, end))
