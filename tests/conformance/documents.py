"""The documents that the validators look at: each is built from a content file, as a user would build it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count, cycle
from pathlib import Path
from typing import Any

import model_briefs
from briefgen.build import Outcome
from briefgen.problems import Severity
from briefgen.project import find

ROOT = Path(__file__).parent.parent.parent
LETTER = """
name: letter
description: The memo on Letter paper
extends: briefgen/memo
design: {paper: Letter}
"""
NODES = """
name: nodes
description: Every construct of a template
extends: briefgen/memo
document: nodes.md.j2
"""
EVERY_NODE = """
# {{ brief.title }}

## *Stress*, **weight**, ~~struck~~, `code` and [a link](https://example.org/a?b=1)

Text with a line<br>break, a [**bold** link *and more*](#lists), an address {{ brief.sources[0].url }} and a note
{{ note(brief.decisions[0]) }}. A picture: ![Three bars of rising height](bars.png)

::: bottom-line
A container with **words**, and a note{{ note(brief.decisions[1]) }}.

- with a list
- of two items
:::

### Lists

1. one
   - nested
     - deeper
2. two

   ```python
   print("code in an item")
   ```

5. an item after a gap

Between.

7. a list that starts at seven
8. eight

Term
: what is said of it

  in two paragraphs

Another term
: and its meaning

### Tables

| left | centre | right |
| :-- | :-: | --: |
| a | b | c |
| | **d** | `e` |

> A quotation
>
> - with a list
> - in it

---

::: page-break
:::

#### After a page break

```
literal  text
  kept as it is
```
"""


@dataclass(frozen=True)
class Documents:
    """One brief, built."""

    docx: Path
    pdf: Path
    md: Path
    html: Path


Maker = Callable[[Path], Outcome]


@cache
def make_all(folder: Path) -> dict[str, Documents]:
    """Build every document of :data:`MAKERS`, once. Raises AssertionError with what could not be built."""
    folder.mkdir()
    made: dict[str, Documents] = {}
    failed = []
    for name in MAKERS:
        try:
            made[name] = _make(name, folder / name)
        except AssertionError as error:
            failed.append(str(error))
    assert not failed, "not built, so not to be validated: " + "\n".join(failed)
    return made


def _make(name: str, home: Path) -> Documents:
    home.mkdir()
    outcome = MAKERS[name](home)
    errors = [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
    assert len(outcome.written) == 4, f"{name}: {errors}"
    return Documents(*outcome.written)


def _content(brief: str) -> Maker:
    """A brief of this repository."""
    return lambda home: _build(home, find(ROOT), ROOT / "content" / f"{brief}.yaml")


def _build(home: Path, project: Any, brief: Path, **options: Any) -> Outcome:
    return model_briefs.build(project, brief, "docx", "pdf", "md", "html", output=home / "output", **options)


def _written(raw: dict[str, Any], **options: Any) -> Maker:
    """A brief of data that are written to a content file."""

    def build(home: Path) -> Outcome:
        project = model_briefs.project(home)
        return _build(home, project, model_briefs.write(home, raw).brief, **options)

    return build


def _with_template(settings: str, raw: dict[str, Any], **files: bytes) -> Maker:
    """A brief in a template of its project."""
    name = settings.split()[1]

    def build(home: Path) -> Outcome:
        folder = home / "templates" / name
        folder.mkdir(parents=True)
        for file, data in {"template.yaml": settings.encode(), **files}.items():
            (folder / file).write_bytes(data)
        return _written(raw, template=name)(home)

    return build


def _minimal(title: str = "A small brief", **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "sources": [{}],
        "decisions": ["The council bought the mill.", "The mill becomes a library."],
        "actors": ["Town council", "Friends of the Library"],
        "open_questions": ["What does it cost?"],
        **more,
    }


def _full(*words: str, clause: str = "words {} of the source") -> dict[str, Any]:
    """Every field of the model, filled with these words, or with words that name the field."""
    texts, numbers = cycle(words), count(1)

    def say(path: str) -> str:
        if path.endswith((".exact", ".prefix", ".suffix")):
            return clause.format(next(numbers))
        return next(texts) if words else f"Words {next(numbers)} of {path}"

    raw = model_briefs.full(say)
    for section in ("bottom_line", "talking_points"):  # prose: its marks would be marks
        raw[section] = [{**entry, "text": "What *must* be known."} for entry in raw[section]]
    return raw


def _statements(number: int, words: str) -> dict[str, Any]:
    """Many decisions, each with its own note, in a table over several pages."""
    decisions = [
        {
            "text": f"{words} {index}.",
            "commitment": "decided",
            "actors": ["A"],
            "when": "late this year",
            "evidence": [{"exact": f"clause number {index}, late this year"}],
        }
        for index in range(number)
    ]
    return _minimal("Many statements", decisions=decisions, actors=[{"id": "A", "name": "Town council"}])


def _sources(*sources: tuple[str, str], raw: dict[str, Any]) -> dict[str, Any]:
    """Give the sources of a brief a language each, and what of them may be shown."""
    for source, (language, redistribute) in zip(raw["sources"], sources, strict=True):
        source |= {"language": language, "redistribute": redistribute}
    return raw


JAPANESE = (
    "町議会は古い水車小屋を買い取ることを決めた。",
    "図書館",
    "「検討している」（政府関係者）",
    "２０２６年三月",
)
ARABIC = ("قرر المجلس شراء الطاحونة القديمة", "مجلس المدينة", "نص بالعربية (2026) مع English words في وسطه", "متى؟")
MIXED = "第{}号の資料にある言葉 و كلمات من المصدر"
PLAIN = tuple(text for text in model_briefs.HOSTILE if text.isascii())

MAKERS: dict[str, Maker] = {
    **{path.stem: _content(path.stem) for path in sorted((ROOT / "content").glob("*.yaml"))},
    "minimal": _written(_minimal()),
    "every-field": _written(_full()),
    "hostile": _written(_full(*PLAIN)),
    "many-scripts": _written(_full(*model_briefs.HOSTILE)),
    "japanese": _written(_full(*JAPANESE) | {"language": "ja"}),
    "arabic-passages": _written(
        _minimal(decisions=list(ARABIC), quotes=[{"text": ARABIC[2], "evidence": [{"exact": ARABIC[0]}]}])
    ),
    "arabic": _written(_full(*ARABIC) | {"language": "ar"}),
    "many-notes": _written(_statements(90, "Decision")),
    "long-table": _written(
        _statements(25, "A decision that is told in a good many words, so that its row is high " * 6)
    ),
    "letter": _with_template(LETTER, _full()),
    "annex": _with_template(model_briefs.ANNEXED, _sources(("de", "full"), ("en", "quotes"), raw=_full())),
    "annex-foreign": _with_template(
        model_briefs.ANNEXED, _sources(("ja", "quotes"), ("ar", "full"), raw=_full(*JAPANESE, *ARABIC, clause=MIXED))
    ),
    "every-node": _with_template(
        NODES,
        _full(),
        **{"nodes.md.j2": EVERY_NODE.encode(), "bars.png": (ROOT / "tests/conformance/bars.png").read_bytes()},
    ),
    "draft": _written({"title": "Unfinished", "decisions": [{"text": "Something", "commitment": "hoped"}]}, draft=True),
}
