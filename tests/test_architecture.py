"""The house: who may import whom, which libraries stay where, and what a start costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import HERE, ROOT

SOURCE = ROOT / "src" / "briefgen"

LAYERS = (
    {"__main__"},
    {"cli"},
    {"workshop"},
    {"warm"},
    {"build", "drafting", "preview", "reference"},
    {"making", "starter"},
    {"limits", "listing"},
    {"render", "writers", "specimens", "copied"},
    {"attach", "load", "check", "template", "tree"},
    {
        "project",
        "fitting",
        "overrides",
        "evidence",
        "reading",
        "accept",
        "manifest",
        "reports",
        "letterhead",
    },
    {"model", "design", "lexicon"},
    {"validate", "salvage"},
    {"fields", "source", "filenames", "files", "guarded", "explain", "quantities"},
    {"readers"},
    {"yamlfile"},
    {"slips", "values"},
    {"account", "document"},
    {"cache", "nodes", "sentences", "origins"},
    {"extracts", "languages", "inputs", "problems", "processes", "scripts", "vocabulary", "watching"},
    {"importing", "libraries", "memory", "travel", "variables"},
)
"""Imports point down; modules on one line do not know one another. ``__init__`` holds the version, for all."""

LIBRARIES = {
    "click": {"cli"},
    "yaml": {"yamlfile"},
    "pydantic": {
        "design",
        "drafting.vocabulary",
        "fields",
        "lexicon",
        "manifest",
        "model",
        "project",
        "reference.kinds",
        "reference.settings",
        "salvage",
        "template",
        "validate",
    },
    "pydantic_core": {"design", "fields", "model", "values"},
    "jinja2": {"render"},
    "markupsafe": {"render"},
    "babel": {"letterhead.properties", "drafting.cldr", "render", "tree.typography"},
    "markdown_it": {"tree", "readers.markdown"},
    "mdit_py_plugins": {"tree", "readers.markdown"},
    "distributed": {"build.cluster"},
    "filelock": {"manifest"},
    "docx": {"writers.docx"},
    "lxml": {"letterhead", "readers.docx", "readers.html", "readers.xml", "writers.docx"},
    "pypdfium2": {"build.picturing", "preview.pictures", "readers.pages"},
    "_cffi_backend": {"writers.pdf.pango"},
    "weasyprint": {"writers.pdf"},
    "PIL": {"build.picturing", "writers.pdf"},
    "pydyf": {"writers.pdf"},
    "tinycss2": {"template.addresses", "workshop.sheets", "writers.pdf.starting"},
    "cssselect2": {"workshop.sheets"},
    "tinyhtml5": {"workshop.sheets"},
    "fontTools": {"writers.cuts"},
}
"""Each library, and the only modules or packages that import it."""

PACKAGES = {"font_source_sans_pro", "font_source_serif_pro", "fontpkg_ibm_plex_mono", "fontpkg_almarai"}
"""Packages that hold data only."""


def modules() -> dict[str, Path]:
    """Return all modules of the program by their dotted name without ``briefgen.``."""
    found = {
        ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(SOURCE.rglob("*.py"))
    }
    assert len(found) > 30
    return found


MODULES = modules()


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield what is imported, within functions too, but not for type checkers only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield from imports(ast.Module(node.orelse, []))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "absolute imports only"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name.removeprefix("briefgen.") in MODULES else str(node.module) for name in names)
        else:
            yield from imports(node)


IMPORTS = {name: set(imports(ast.parse(path.read_text("utf-8")))) for name, path in MODULES.items()}
INNER = {
    name: {target.removeprefix("briefgen.") for target in found if target.startswith("briefgen.")}
    for name, found in IMPORTS.items()
}
LEVEL = {module: level for level, line in enumerate(LAYERS) for module in line}


def top(module: str) -> str:
    return module.split(".")[0]


def test_every_module_has_its_layer_and_every_layer_its_modules() -> None:
    assert set(LEVEL) == {top(module) for module in MODULES} - {"__init__"}
    assert sum(map(len, LAYERS)) == len(LEVEL)


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"__init__"}))
def test_imports_point_down(module: str) -> None:
    others = {target for target in INNER[module] if top(target) != top(module)}
    up = sorted(target for target in others if LEVEL[top(target)] <= LEVEL[top(module)])
    assert up == [], f"{module} imports what stands beside or above it"


def test_no_module_of_a_package_imports_in_a_circle() -> None:
    """A package's ``__init__`` may use its modules, or be used by them, but not both."""
    seen: dict[str, str] = {}

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"a circle: {' → '.join([*path[path.index(module) :], module])}"
        if module not in seen:
            for target in sorted(INNER.get(module, ())):
                visit(target, (*path, module))
            seen[module] = "done"

    for module in sorted(INNER):
        visit(module, ())


def test_the_version_imports_nothing() -> None:
    assert IMPORTS["__init__"] == set()


def test_libraries_stay_where_they_belong() -> None:
    users: dict[str, set[str]] = {}
    for module, found in IMPORTS.items():
        for name in {top(target) for target in found} - sys.stdlib_module_names - {"briefgen"} - PACKAGES:
            users.setdefault(name, set()).add(module)
    assert sorted(users) == sorted(name for name in LIBRARIES if name in users), "a library is not in the table"
    for name, where in users.items():
        homes = LIBRARIES[name]
        strays = {module for module in where if not any(f"{module}.".startswith(f"{home}.") for home in homes)}
        assert strays == set(), f"{name} is imported outside {sorted(homes)}"
        idle = {home for home in homes if not any(f"{module}.".startswith(f"{home}.") for module in where)}
        assert idle == set(), f"{name} is not imported there any more"


# --- What a start costs -----------------------------------------------------------------------------------------------
LOADED = """
import sys
before = set(sys.modules)
sys.argv = ["briefgen", *{words!r}]
from briefgen.cli import main
try:
    main()
except SystemExit:
    pass
print("loaded:", *sorted({{name.split(".")[0] for name in set(sys.modules) - before}} - sys.stdlib_module_names))
print("modules:", *sorted(name for name in sys.modules if name.startswith("briefgen")))
"""


def loaded(*words: str) -> tuple[set[str], set[str]]:
    """Return the libraries, and the modules of the program, that a command loads."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(words=list(words))], capture_output=True, text=True, check=True, cwd=ROOT
    )
    libraries, ours = done.stdout.splitlines()[-2:]
    return set(libraries.split()[1:]), set(ours.split()[1:])


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_a_start_loads_nothing_but_click(word: str) -> None:
    """In place of a clock: the time of a start is that of what it loads."""
    libraries, ours = loaded(word)
    assert libraries == {"briefgen", "click"}
    assert {top(name.removeprefix("briefgen.")) for name in ours} <= {
        "briefgen",
        "cli",
        "problems",
        "scripts",
        "memory",
        "travel",
    }


def test_a_check_loads_no_writer() -> None:
    libraries, ours = loaded("check", "content/mill-library.yaml")
    assert "yaml" in libraries
    assert libraries & {"docx", "lxml", "weasyprint", "pydyf"} == set()
    assert {name for name in ours if name.startswith("briefgen.writers.")} == set()


def test_a_build_loads_no_more_than_it_uses(tmp_path: Path) -> None:
    """What is wrong with a template, other programs' Word files, web pages, other stemmers."""
    brief = "title: A bridge\nsources: [a.txt]\ndecisions: [{text: The board decided., evidence: The board decided}]\n"
    (tmp_path / "a.txt").write_text("The board decided.\n")
    (tmp_path / "a.yaml").write_text(brief)
    words = ("build", str(tmp_path / "a.yaml"), "-f", "docx,pdf,md", "-o", str(tmp_path), "--no-cache", "-j", "1")
    libraries, ours = loaded(*words)
    assert {"lxml", "weasyprint", "jinja2"} <= libraries
    idle = ("cli.check", "render.analysis", "letterhead.styles", "writers.page", "workshop", "drafting", "preview")
    assert ours & {f"briefgen.{name}" for name in idle} == set()
    assert libraries & {"docx", "snowballstemmer", "distributed"} == set(), "python-docx is loaded in part"


# --- Tests ------------------------------------------------------------------------------------------------------------
def test_every_module_has_a_test_file() -> None:
    """A package may have one for each of its modules: ``test_writers_docx.py``."""
    tests = {path.stem.removeprefix("test_") for path in HERE.glob("test_*.py")}
    names = {top(module) for module in MODULES} - {"__init__", "__main__"}
    lacking = sorted(name for name in names if not any(test == name or test.startswith(f"{name}_") for test in tests))
    assert lacking == []
