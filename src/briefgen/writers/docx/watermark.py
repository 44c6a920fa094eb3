"""The word that lies over each page of a draft."""

from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.markup import Xml, element, join, w

_LETTER_WIDTH = 0.6
"""Width of a capital of the word over a draft, as a share of its height."""


def watermark(draft: Draft, word: str, number: int) -> Xml:
    """Return a word laid over the page. The name of the shape lets Word's own command remove it."""
    width = draft.text_width() * 0.9
    height = min(width / max(len(word) * _LETTER_WIDTH, 1), width / 3)
    place = (
        "position:absolute;margin-left:0;margin-top:0;"
        f"width:{width:.0f}pt;height:{height:.0f}pt;rotation:315;z-index:-251658240;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    kind = element(
        "v:shapetype",
        {
            "id": "_x0000_t136",
            "coordsize": "21600,21600",
            "o:spt": "136",
            "adj": "10800",
            "path": "m@7,l@8,m@5,21600l@6,21600e",
        },
        _WORD_ART,
    )
    shape = element(
        "v:shape",
        {
            "id": f"PowerPlusWaterMarkObject{number}",
            "o:spid": f"_x0000_s{2048 + number}",
            "type": "#_x0000_t136",
            "alt": word,
            "style": place,
            "o:allowincell": "f",
            "fillcolor": "#c9ced6",
            "stroked": "f",
        },
        element("v:fill", {"opacity": ".5"}),
        element("v:textpath", {"style": 'font-family:"Calibri";font-size:1pt', "string": word}),
    )
    return w("r", w("rPr", w("noProof")), w("pict", kind, shape))


def _formulas(*equations: str) -> Xml:
    return element("v:formulas", None, *(element("v:f", {"eqn": equation}) for equation in equations))


# Word's own definition of text along a straight path.
_WORD_ART = join(
    (
        _formulas(
            "sum #0 0 10800",
            "prod #0 2 1",
            "sum 21600 0 @1",
            "sum 0 0 @2",
            "sum 21600 0 @3",
            "if @0 @3 0",
            "if @0 21600 @1",
            "if @0 0 @2",
            "if @0 @4 21600",
            "mid @5 @6",
            "mid @8 @5",
            "mid @7 @8",
            "mid @6 @7",
            "sum @6 0 @5",
        ),
        element(
            "v:path",
            {
                "textpathok": "t",
                "o:connecttype": "custom",
                "o:connectlocs": "@9,0;@10,10800;@11,21600;@12,10800",
                "o:connectangles": "270,180,90,0",
            },
        ),
        element("v:textpath", {"on": "t", "fitshape": "t"}),
    )
)
