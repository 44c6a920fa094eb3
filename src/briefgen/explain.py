"""What each finding means, with an example and how to mend it: for people, for programs, and for docs/findings.md.

``python -m briefgen.explain`` prints that page.
"""

import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefgen.problems import Severity
from briefgen.yamlfile import read

DATA = Path(__file__).with_name("explanations.yaml")
WIDTH = 96
"""Where lines of text end on a terminal."""
SAMPLES = {
    "source": ("The source says:", "text"),
    "content": ("The content file says:", "yaml"),
    "settings": ("briefgen.yaml says:", "yaml"),
    "template": ("memo.md.j2 says:", "jinja"),
    "design": ("template.yaml says:", "yaml"),
    "command": ("The command is:", "sh"),
    "mended": ("Mended:", "yaml"),
}
"""The parts of an example in their order, each with the words before it and the language it is in."""


@dataclass(frozen=True)
class Explanation:
    """All that is to be said about one code."""

    code: str
    group: str
    """The title of the group that it stands in."""
    by_checks: bool
    """Whether content and sources alone decide if it is found, whatever is built."""
    severities: tuple[Severity, ...]
    summary: str
    """One sentence."""
    meaning: str
    remedy: str
    samples: Mapping[str, str]
    """The example: parts of :data:`SAMPLES`."""

    @property
    def severity(self) -> str:
        """The severities in words: ``error or warning``."""
        return " or ".join(self.severities)


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return the explanations by code, in the order of the file."""
    raw = read(DATA.read_bytes(), DATA.name)
    return {
        str(code): Explanation(
            code=str(code),
            group=str(group["title"]),
            by_checks=group.get("by_checks") == "true",
            severities=tuple(Severity(word) for word in said["severity"].split(" or ")),
            summary=str(said["summary"]),
            meaning=str(said["meaning"]),
            remedy=str(said["remedy"]),
            samples={name: str(said[name]).rstrip("\n") for name in SAMPLES if name in said},
        )
        for group in raw.values()
        for code, said in group["codes"].items()
    }


def grouped() -> Mapping[str, list[Explanation]]:
    """Return the explanations by the titles of their groups."""
    groups: dict[str, list[Explanation]] = {}
    for explanation in explanations().values():
        groups.setdefault(explanation.group, []).append(explanation)
    return groups


def overview() -> str:
    """Return a line for each code, for a terminal."""
    longest = max(map(len, explanations()))
    lines: list[str] = []
    for title, group in grouped().items():
        lines += ["", title] if lines else [title]
        lines += [f"  {one.code:{longest}}  {one.summary}" for one in group]
    return "\n".join(lines)


def as_text(explanation: Explanation) -> str:
    """Return an explanation for a terminal."""
    return "\n\n".join([f"{explanation.code}: {explanation.severity}", explanation.summary, help_text(explanation)])


def help_text(explanation: Explanation) -> str:
    """Return what a person needs who sees the finding for the first time, without Markdown."""
    parts = [textwrap.fill(explanation.meaning, WIDTH)]
    for name, sample in explanation.samples.items():
        parts.append(f"{SAMPLES[name][0]}\n{textwrap.indent(sample, '    ')}")
    parts.append(textwrap.fill(f"What to do: {explanation.remedy}", WIDTH))
    return "\n\n".join(parts)


def help_markdown(explanation: Explanation) -> str:
    """Return the same in Markdown."""
    parts = [filled(explanation.meaning)]
    for name, sample in explanation.samples.items():
        words, language = SAMPLES[name]
        parts.append(f"{words}\n\n{fenced(sample, language)}")
    parts.append(filled(f"**What to do:** {explanation.remedy}"))
    return "\n\n".join(parts)


def fenced(text: str, language: str) -> str:
    """Set text as a block of code, in Markdown."""
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text}\n{fence}"


def filled(text: str) -> str:
    """Break the lines of a paragraph, in Markdown."""
    return textwrap.fill(text, 120, break_on_hyphens=False, break_long_words=False)


def page() -> str:
    """Return the page of all findings, in Markdown."""
    return "\n\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Findings"
    yield filled(_INTRODUCTION)
    for title, group in grouped().items():
        listed = [f"[{one.code}](#{one.code})" for one in group]
        yield f"## {title}"
        yield filled(" · ".join(listed))
        for one in group:
            yield f"### {one.code}"
            yield f"*{one.severity.capitalize()}.* {one.summary}"
            yield help_markdown(one)


_INTRODUCTION = (
    "What briefgen may say about a brief, a template or a command. `briefgen explain CODE` prints the same. An error "
    "fails the build; a warning does so only with `--strict`, and may be acknowledged in the content file under "
    "`accept:`; a note fails nothing. This page is made from `src/briefgen/explanations.yaml` by "
    "`python -m briefgen.explain`."
)

if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
