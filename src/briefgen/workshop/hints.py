"""The files of a new template, with hints for one who has never written one: what may be changed, and how."""

from collections.abc import Iterator, Sequence

from briefgen.drafting.yamltext import quoted, scalar
from briefgen.render.outline import Block
from briefgen.template import DEFAULT_LANGUAGE, Template

_SETTINGS = """\
# The template '{name}': as {parent}, but for what stands here. Lines that begin with # do nothing: take the # away.
# See what it is made of: briefgen template show {name}
# After a change, try it: briefgen template check {name}
name: {name}
description: {description}
extends: {parent}
document: {document}

{hints}"""

_WORDING = """\
{{% extends "{parent}" %}}
{{#
  The wording is that of the template above, part by part, until a part stands here in your own words.

  To change a part: copy its block, as the example below, put it behind the last line of this file, and change it there.
  What stands between {{{{ }}}} is filled in from the brief; marks such as ** and ## are written around it.

  The parts, in their order:
{listed}
#}}
{example}"""


def settings_with_hints(name: str, parent: str, original: Template) -> str:
    """Return the settings of a template that extends ``parent`` and differs in nothing yet."""
    return _SETTINGS.format(
        name=name,
        parent=parent,
        description=scalar(str(original.settings.description)),
        document=scalar(str(original.settings.document)),
        hints="\n".join(_hints(original)) + "\n",
    )


def _hints(original: Template) -> Iterator[str]:
    """Yield examples of what may be changed, with the values that hold now."""
    settings, design = original.settings, original.settings.design
    words = settings.labels.get(DEFAULT_LANGUAGE, {})
    if words:
        yield "# Words that are printed, by language:"
        yield "# labels:"
        yield f"#   {DEFAULT_LANGUAGE}:"
        yield from (f"#     {label}: {quoted(str(text))}" for label, text in list(words.items())[:3])
        yield ""
    yield "# The look. Lengths of the page are in mm, all others in points:"
    yield "# design:"
    yield f"#   paper: {'Letter' if design.paper == 'A4' else 'A4'}"
    if colour := design.style("heading-2").colour or design.body.colour:
        yield "#   colours:"
        yield f'#     {colour}: "{design.colour(colour)}"'
    if size := design.body.size:
        yield "#   styles:"
        yield f"#     body: {{size: {size:g}, leading: {design.body.leading or size * 1.3:g}}}"
    options = settings.options.model_dump()
    if options:
        yield ""
        yield "# What is printed only where it is asked for:"
        yield "# options:"
        yield from (f"#   {option}: {str(not value).lower()}" for option, value in options.items())


def wording_with_hints(parent: str, parts: Sequence[Block]) -> str:
    """Return wording that extends ``parent`` and differs in nothing yet. ``parts`` are the blocks there."""
    listed = "\n".join(f"  {'  ' if part.inside else ''}{part.name}" for part in parts)
    chosen = _example(parts)
    example = f"{{#\n  An example, as it stands now:\n\n{_inert(chosen.text)}\n#}}\n" if chosen else ""
    return _WORDING.format(parent=parent, listed=listed or "  (none: all stands in one piece)", example=example)


def _example(parts: Sequence[Block]) -> Block | None:
    """Choose the shortest block that has a heading, holds no other, and is always there."""
    around = {part.inside for part in parts}
    alone = [part for part in parts if part.name not in around and not part.conditional]
    fit = [part for part in alone if "\n## " in part.text and "#}" not in part.text]
    return min(fit, key=lambda part: len(part.text), default=None)


def _inert(text: str) -> str:
    return text.replace("{#", "{ #")
