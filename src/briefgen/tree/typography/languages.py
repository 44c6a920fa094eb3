"""The manners of setting text, by language.

* Quotation marks: Unicode CLDR (``delimiters``). Where its second pair is one of double marks again (French, Spanish,
  Italian, Polish, Russian), the pair of single marks that the language has beside it is taken: what was typed as ``'``
  stays a single mark, so that no quotation changes beyond what evidence counts as equal.
* English: The Chicago Manual of Style; New Hart's Rules for the spaced en dash.
* German: DIN 5008 and Duden. The no-break blank of DIN 5008 is set as it is there, not narrower.
* French: Lexique des règles typographiques en usage à l'Imprimerie nationale; the narrow blank that CLDR sets before a
  percent sign and between thousands is set inside guillemets as well.
* Guillemets within guillemets in Switzerland: the Schreibweisungen of the Federal Chancellery.
* East Asian text: JIS X 4051, W3C JLREQ and CLREQ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

NO_BREAK = "\u00a0"
NARROW = "\u202f"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language is set. Abbreviations are written with ordinary blanks."""

    double: tuple[str, str] | None = None
    """What ``"`` becomes where it opens and where it closes; None leaves quotation marks and apostrophes alone."""
    single: tuple[str, str] = ("‘", "’")
    """What ``'`` becomes where it quotes."""
    elided: tuple[str, ...] = ()
    """Words that begin with an apostrophe, without it."""
    dash: str = ""
    """What a hyphen or two with a blank on either side become; empty leaves them alone."""
    counted: tuple[str, ...] = ()
    """Abbreviations that belong to the number behind them."""
    pages: tuple[str, ...] = ()
    """Those of them for pages, behind which ``3-5`` is a range."""
    titles: tuple[str, ...] = ()
    """Abbreviations that belong to the name behind them."""
    units: tuple[str, ...] = ()
    """Units and currencies of its own, behind a number."""
    phrases: tuple[str, ...] = ()
    """Abbreviations of more than one word."""
    small_pairs: bool = False
    """Whether any two small letters with full stops are such an abbreviation (``z. B.``)."""
    ordinal: str = ""
    """What may stand between the number of a day and its month, as a regular expression."""
    month_first: bool = False
    """Whether the day may also stand behind the month."""
    grouped: str = ""
    """The blank between groups of three digits; empty where they are not written with one."""
    percent: str = NO_BREAK
    """The blank before a percent sign."""
    spaced: tuple[tuple[str, str], ...] = ()
    """Marks that keep the blank before them on their line, each with the blank."""


COMMON = Manner()
"""What is done in a language that is not in the table: its quotation marks and dashes are not known."""

_LATIN = Manner(dash="–", counted=("p.", "pp.", "No.", "no.", "Nos.", "nos.", "Art.", "art.", "Vol.", "vol."))

_ENGLISH = replace(
    _LATIN,
    double=("“", "”"),
    elided=("tis", "twas", "twere", "twill", "til", "em", "n"),
    counted=(*_LATIN.counted, "Fig.", "fig.", "Figs.", "Ch.", "ch.", "Sec.", "sec.", "Para.", "para.", "paras.", "c."),
    pages=("p.", "pp."),
    titles=(
        *("Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "St", "Mr.", "Mrs.", "Ms.", "Mx.", "Dr.", "Prof.", "St.", "Rev."),
        *("Hon.", "Gen.", "Lt.", "Col.", "Capt.", "Sgt.", "Adm.", "Sen.", "Rep.", "Gov.", "Pres."),
    ),
    month_first=True,
)
_GERMAN = replace(
    _LATIN,
    double=("„", "“"),
    single=("‚", "‘"),
    elided=("ne", "nen", "nem", "ner", "s", "n"),
    counted=(
        *("S.", "Nr.", "Nrn.", "Art.", "Abs.", "Bd.", "Kap.", "Ziff.", "Abb.", "Tab.", "Rn.", "Rdnr.", "Lfg.", "ca."),
        *("Anm.", "Jg.", "Aufl.", "Buchst.", "Drs.", "Drucks."),
    ),
    pages=("S.",),
    titles=("Dr.", "Prof.", "Hr.", "Fr.", "St.", "Dipl.-Ing."),
    small_pairs=True,
    ordinal=r"\.",
    grouped=NO_BREAK,
)
_FRENCH = replace(
    _LATIN,
    double=(f"«{NARROW}", f"{NARROW}»"),
    counted=("p.", "pp.", "n°", "nº", "art.", "Art.", "al.", "chap.", "fig.", "t.", "vol."),
    pages=("p.", "pp."),
    titles=("M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Me", "Mgr", "Dr", "Pr", "St", "Ste"),
    phrases=("p. ex.", "av. J.-C.", "apr. J.-C."),
    ordinal="er",
    grouped=NARROW,
    percent=NARROW,
    spaced=((";", NARROW), ("!", NARROW), ("?", NARROW), (":", NO_BREAK)),
)
_SPANISH = replace(
    _LATIN,
    double=("«", "»"),
    counted=("p.", "pp.", "pág.", "págs.", "n.º", "núm.", "núms.", "art.", "arts.", "cap.", "vol."),
    pages=("p.", "pp.", "pág.", "págs."),
    titles=("Sr.", "Sra.", "Srta.", "Sres.", "Dr.", "Dra.", "D.", "D.ª", "Ilmo.", "Excmo.", "Excma."),
    phrases=("p. ej.", "EE. UU.", "a. C.", "d. C.", "JJ. OO."),
    ordinal=" de",
    grouped=NO_BREAK,
)
_PORTUGUESE = replace(
    _LATIN,
    double=("“", "”"),
    counted=("p.", "pp.", "pág.", "págs.", "n.º", "nº", "art.", "cap.", "vol."),
    pages=("p.", "pp.", "pág.", "págs."),
    titles=("Sr.", "Sra.", "Srs.", "Dr.", "Dra.", "Eng.", "Prof.", "Exmo.", "Exma."),
    phrases=("p. ex.", "a. C.", "d. C."),
    ordinal=" de",
)
_SWEDISH = replace(
    _LATIN,
    double=("”", "”"),
    single=("’", "’"),
    counted=("s.", "nr", "art.", "kap.", "bil.", "ca"),
    pages=("s.",),
    units=("kr", "mnkr", "mdkr"),
    phrases=("t. ex.", "bl. a.", "d. v. s.", "m. m.", "s. k.", "t. o. m.", "fr. o. m."),
    grouped=NO_BREAK,
)
_NORWEGIAN = replace(
    _LATIN,
    double=("«", "»"),
    counted=("s.", "nr.", "art.", "kap.", "ca."),
    pages=("s.",),
    units=("kr",),
    ordinal=r"\.",
    grouped=NO_BREAK,
)
_DANISH = replace(
    _LATIN,
    double=("“", "”"),
    counted=("s.", "nr.", "art.", "stk.", "kap.", "ca."),
    pages=("s.",),
    units=("kr.",),
    ordinal=r"\.",
)
_FINNISH = replace(
    _SWEDISH, counted=("s.", "nro", "n:o", "luku", "n."), pages=("s.",), phrases=(), ordinal=r"\.", grouped=NO_BREAK
)
_DUTCH = replace(
    _LATIN,
    double=("“", "”"),
    elided=("s", "t", "n", "k", "m", "r", "ns"),
    counted=("p.", "pp.", "blz.", "nr.", "nrs.", "art.", "hfst.", "ca."),
    pages=("p.", "pp.", "blz."),
    titles=("Dhr.", "dhr.", "Mevr.", "mevr.", "Mw.", "mw.", "Dr.", "dr.", "Prof.", "prof.", "Mr.", "mr.", "Ir.", "ir."),
)
_ITALIAN = replace(
    _LATIN,
    double=("«", "»"),
    counted=("p.", "pp.", "pag.", "n.", "nn.", "art.", "artt.", "cap.", "vol."),
    pages=("p.", "pp.", "pag."),
    titles=("Sig.", "sig.", "Dott.", "dott.", "Prof.", "prof.", "On.", "on.", "Avv.", "avv.", "Ing.", "ing."),
    phrases=("p. es.", "a. C.", "d. C."),
    ordinal="[º°]?",
)
_POLISH = replace(
    _LATIN,
    double=("„", "”"),
    single=("‚", "’"),
    counted=("s.", "str.", "nr", "art.", "ust.", "pkt", "poz.", "t.", "ok."),
    pages=("s.", "str."),
    titles=("dr", "prof.", "gen.", "płk", "inż.", "mgr", "ks.", "św."),
    units=("zł",),
    grouped=NO_BREAK,
)
_CZECH = replace(
    _LATIN,
    double=("„", "“"),
    single=("‚", "‘"),
    counted=("s.", "str.", "č.", "čl.", "odst.", "písm.", "sv.", "kap."),
    pages=("s.", "str."),
    titles=("p.", "pí", "Dr.", "dr.", "Ing.", "Mgr.", "JUDr.", "MUDr.", "prof.", "doc.", "gen.", "sv."),
    phrases=("př. n. l.",),
    units=("Kč",),
    small_pairs=True,
    ordinal=r"\.",
    grouped=NO_BREAK,
)
_HUNGARIAN = replace(
    _LATIN,
    double=("„", "”"),
    single=("’", "’"),
    counted=(),
    pages=(),
    titles=("dr.", "Dr."),
    units=("Ft",),
    grouped=NO_BREAK,
)
_RUSSIAN = replace(
    _LATIN,
    double=("«", "»"),
    dash="—",
    counted=("с.", "стр.", "ст.", "п.", "пп.", "гл.", "т.", "рис.", "табл.", "ч."),
    pages=("с.", "стр."),
    titles=("г-н", "г-жа", "д-р", "проф.", "акад.", "ген."),
    units=("руб.", "км", "кг", "млн", "млрд", "тыс."),
    small_pairs=True,
    grouped=NO_BREAK,
)
_LOW_HIGH = replace(_LATIN, double=("„", "“"), single=("‚", "‘"), grouped=NO_BREAK)
_GUILLEMETS = replace(_LATIN, double=("«", "»"))

LANGUAGES: Mapping[str, Manner | None] = {
    "bg": replace(_RUSSIAN, double=("„", "“"), dash="–", units=("лв.", "км", "кг", "млн.", "млрд.")),
    "be": _RUSSIAN,
    "ca": replace(_SPANISH, phrases=("p. ex.", "a. C.", "d. C."), ordinal="(?: de| d['’])?"),
    "cs": _CZECH,
    "cy": replace(_LATIN, double=("“", "”")),
    "da": _DANISH,
    "de": _GERMAN,
    "de-ch": replace(_GERMAN, double=("«", "»"), single=("‹", "›")),
    "de-li": replace(_GERMAN, double=("«", "»"), single=("‹", "›")),
    "el": _GUILLEMETS,
    "en": _ENGLISH,
    "es": _SPANISH,
    "et": replace(_LOW_HIGH, ordinal=r"\."),
    "fi": _FINNISH,
    "fr": _FRENCH,
    "fr-ch": replace(_FRENCH, single=("‹", "›")),
    "ga": replace(_LATIN, double=("“", "”")),
    "gl": _SPANISH,
    "hr": replace(_LOW_HIGH, ordinal=r"\."),
    "hu": _HUNGARIAN,
    "is": replace(_LOW_HIGH, ordinal=r"\.", grouped=""),
    "it": _ITALIAN,
    "it-ch": replace(_ITALIAN, single=("‹", "›")),
    "lt": _LOW_HIGH,
    "lv": replace(_LATIN, double=("“", "”"), ordinal=r"\.", grouped=NO_BREAK),
    "mt": replace(_LATIN, double=("“", "”")),
    "nb": _NORWEGIAN,
    "nl": _DUTCH,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "pl": _POLISH,
    "pt": _PORTUGUESE,
    "pt-pt": replace(_PORTUGUESE, double=("«", "»"), grouped=NO_BREAK),
    "ro": replace(
        _LATIN, double=("„", "”"), counted=("p.", "pp.", "nr.", "art.", "alin.", "cap.", "vol."), units=("lei",)
    ),
    "ru": _RUSSIAN,
    "sk": replace(_CZECH, phrases=("pred n. l.",), units=()),
    "sl": replace(_LOW_HIGH, ordinal=r"\.", grouped=""),
    "sr": replace(_LATIN, double=("„", "”"), single=("’", "’"), ordinal=r"\."),
    "sv": _SWEDISH,
    "tr": replace(_LATIN, double=("“", "”")),
    "uk": replace(_RUSSIAN, units=("грн", "км", "кг", "млн", "млрд", "тис.")),
    # East Asian text has its own marks (「」, 『』, ……), full-width and without blanks: what stands there in ASCII
    # belongs to Latin words, and is left as it is.
    **dict.fromkeys(("ja", "ko", "yue", "zh", "lzh", "nan", "wuu", "hak"), None),
}
"""By BCP 47 tag in small letters; None leaves a language as it is."""


def manner(language: str) -> Manner | None:
    """Return how a language is set, by the longest part of its tag that is known (RFC 4647, 3.4); None: as it is."""
    tag = language.lower()
    while tag:
        if tag in LANGUAGES:
            return LANGUAGES[tag]
        tag = tag.rpartition("-")[0]
    return COMMON
