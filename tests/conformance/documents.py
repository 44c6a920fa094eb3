"""The documents that outside programs look at: some made by hand for what is hard, and a choice of all combinations."""

from typing import Any

import matrix
from building import EVERY_NODE_OF, PICTURE, ROOT, Maker, content, settings, with_template, written
from samples import ARABIC, EVERY_NODE, JAPANESE, MIXED, PLAIN, full, minimal, sources, statements

import letterheads
import model_briefs
from briefgen.letterhead.started import template_from


def on_letterhead(data: bytes, raw: dict[str, Any], more: str = "", **files: bytes) -> Maker:
    """A brief in a template that was read from a letterhead."""
    made = dict(template_from(data, "letterhead").files)
    said = made.pop("template.yaml").decode()
    return with_template(said[said.index("name:") :] + more, raw, **{**made, **files})


HAND_MADE: dict[str, Maker] = {
    **{path.stem: content(path.stem) for path in sorted((ROOT / "content").glob("*.yaml"))},
    "minimal": written(minimal()),
    "every-field": written(full()),
    "hostile": written(full(*PLAIN)),
    "many-scripts": written(full(*model_briefs.HOSTILE)),
    "japanese": written(full(*JAPANESE) | {"language": "ja"}),
    "arabic-passages": written(
        minimal(decisions=list(ARABIC), quotes=[{"text": ARABIC[2], "evidence": [{"exact": ARABIC[0]}]}])
    ),
    "arabic": written(full(*ARABIC) | {"language": "ar"}),
    "many-notes": written(statements(90, "Decision")),
    "long-table": written(statements(25, "A decision that is told in a good many words, so that its row is high " * 6)),
    "letter": with_template(settings("letter", "briefgen/memo", design="{paper: Letter}"), full()),
    "annex": with_template(model_briefs.ANNEXED, sources(("de", "full"), ("en", "quotes"), raw=full())),
    "annex-foreign": with_template(
        model_briefs.ANNEXED, sources(("ja", "quotes"), ("ar", "full"), raw=full(*JAPANESE, *ARABIC, clause=MIXED))
    ),
    "every-node": with_template(
        settings("nodes", EVERY_NODE_OF, document="nodes.md.j2"),
        full(),
        **{"nodes.md.j2": EVERY_NODE.encode(), **PICTURE},
    ),
    "letterhead-of-libreoffice": on_letterhead(letterheads.libreoffice(), full()),
    "letterhead-of-word": on_letterhead(letterheads.word(), full()),
    "letterhead-in-japanese": on_letterhead(letterheads.libreoffice(), full(*JAPANESE) | {"language": "ja"}),
    "letterhead-in-arabic": on_letterhead(letterheads.word(), full(*ARABIC) | {"language": "ar"}),
    "letterhead-of-every-node": on_letterhead(
        letterheads.word(template=True),
        full(),
        "document: nodes.md.j2\n",
        **{"nodes.md.j2": EVERY_NODE.encode(), **PICTURE},
    ),
    "draft": written({"title": "Unfinished", "decisions": [{"text": "Something", "commitment": "hoped"}]}, draft=True),
}

NAMES = (*HAND_MADE, *(str(combination) for combination in matrix.chosen()))
"""What ``.ci/run`` builds and judges."""
ALL = (*HAND_MADE, *(str(combination) for combination in matrix.product()))
"""What ``script/conformance`` does."""


def maker(name: str) -> Maker:
    """Return how a document is made."""
    if name in HAND_MADE:
        return HAND_MADE[name]
    combination = next(one for one in matrix.product() if str(one) == name)
    return lambda home: matrix.make(combination, home)
