"""Manifests for tests: one build of one brief, which each test changes where it needs to."""

from dataclasses import replace

from briefgen.manifest import Data, as_data, with_files
from briefgen.manifest.form import (
    Asked,
    Build,
    Coverage,
    Environment,
    File,
    Font,
    Input,
    Link,
    Manifest,
    Native,
    TemplateUsed,
)

TEMPLATE = TemplateUsed("memo", (Link("briefgen/memo", "70"),), (), {"paper": "A4"})
MADE_BY = Environment("1.0", "CPython 3.12.1", "linux x86_64", {"lxml": "6"}, {"zlib": Native("1.3", "libz.so", "21")})
FACE = Font("Serif", "serif.ttf", "1.0", "fa")
CHECKS = ("clauses-in-source",)
WHOLE = Manifest((), {"t": TEMPLATE}, {"e": MADE_BY}, {"f": FACE}, {"c": CHECKS})
BUILD = Build(
    title="X",
    language="en",
    marking=None,
    status=None,
    as_of=None,
    version=None,
    content=Input("content/x.yaml", "c0"),
    sources=(Input("seeds/a.txt", "50"),),
    lexicon=None,
    template="t",
    asked=Asked(),
    source_date_epoch=None,
    words=12,
    words_in_notes=3,
    coverage=Coverage(3, 2, 1),
    checks="c",
    findings=(),
    acknowledgements=(),
)


def build(name: str, *formats: str, content: str = "c0", what: Build = BUILD) -> list[Data]:
    files = [File(f"{name}.{form}", form, f"{content}{form}", 7, "e", ("f",) * (form == "pdf")) for form in formats]
    made = replace(what, content=Input(f"content/{name}.yaml", content))
    return [with_files(as_data(replace(WHOLE, builds=(made,))), [as_data(file) for file in files])]
