"""What the documents are made of: data of briefs, and a template that uses every construct."""

from dataclasses import dataclass
from itertools import count, cycle
from typing import Any

import model_briefs

EVERY_NODE = """
{% set cited = brief.decisions or brief.background %}
# {{ brief.title }}

## *Stress*, **weight**, ~~struck~~, `code` and [a link](https://example.org/a?b=1)

☐ Text with a line<br>break, ☑ a [**bold** link *and more*](#lists), an address
{{ brief.sources[0].url or 'left out' }} and a note
{{ note(cited[0]) }}. A picture: ![Three bars of rising height](bars.png)

::: contents
What is in it
:::

::: bottom-line
A container with **words**, and a note{{ note(cited[1]) }}.

- with a list
- of two items
:::

### Lists {{ anchor('lists') }}

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

::: caption
Letters *and more*{{ note(cited[0]) }} {{ anchor('letters') }}
:::

| left | right |
| :-- | --: |
| a | b |

::: caption
Bars that rise {{ anchor('bars') }}
:::

![Three bars, once more](bars.png)

See {{ ref('letters') }}, {{ ref('bars') }}, {{ ref('wide') }} and {{ ref('lists') }}.

:::: landscape
### Broadside {{ anchor('broadside') }}

::: caption
A wide table {{ anchor('wide') }}
:::

| one | two | three | four | five | six |
| --- | --- | --- | --- | --- | --- |
| a | b | c | d | e | f |
::::

### Upright again

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


def minimal(title: str = "A small brief", **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "sources": [{}],
        "decisions": ["The council bought the mill.", "The mill becomes a library."],
        "actors": ["Town council", "Friends of the Library"],
        "open_questions": ["What does it cost?"],
        **more,
    }


def full(*words: str, clause: str = "words {} of the source") -> dict[str, Any]:
    """Every field of the model, filled with these words, or with words that name the field."""
    texts, numbers = cycle(words), count(1)

    def say(path: str) -> str:
        if path.endswith((".exact", ".prefix", ".suffix")):
            return clause.format(next(numbers))
        said = next(texts) if words else f"Words {next(numbers)} of {path}"
        return "What *must* be known." if model_briefs.PROSE.fullmatch(path) else said  # whose marks would be marks

    return model_briefs.full(say)


def statements(number: int, words: str) -> dict[str, Any]:
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
    return minimal("Many statements", decisions=decisions, actors=[{"id": "A", "name": "Town council"}])


def sources(*given: tuple[str, str], raw: dict[str, Any]) -> dict[str, Any]:
    """Give the sources of a brief a language each, and what of them may be shown."""
    for source, (language, redistribute) in zip(raw["sources"], given, strict=True):
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


@dataclass(frozen=True)
class Passages:
    """Words of one language for the places of a brief that hold the words of others."""

    title: str
    statement: str
    quotation: str
    question: str


PASSAGES = {
    "ja": Passages(
        "水車小屋の買い取り",
        "町議会は2026年3月に古い水車小屋（Hollis家の所有）を買い取ることを決めた。",
        "「図書館を建てる」と町長は述べた。",
        "費用はいくらかかるのか。",
    ),
    "ar": Passages(
        "شراء الطاحونة القديمة",
        "قرر مجلس المدينة في مارس 2026 شراء الطاحونة القديمة (Weir Lane) من عائلة هوليس.",
        "قال رئيس البلدية: «سنبني مكتبة هنا».",
        "كم تبلغ التكلفة؟",
    ),
}
