"""What veraPDF says of each kind of PDF that can be asked for, and of what each claims to be."""

from pathlib import Path

import pikepdf
import pytest
import verapdf
from click.testing import CliRunner

import model_briefs
from briefgen.cli import cli
from briefgen.writers.pdf.variants import DEFAULT, VARIANTS

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.xdist_group("variants"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:jpype"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One brief with every field filled, as each kind, with its sources inside: whole, in extracts, not at all."""
    folder = tmp_path_factory.mktemp("variants")
    (folder / "briefgen.yaml").touch()
    raw = model_briefs.full(lambda path: f"{path} 日本語 عربي")
    (raw["sources"][0]["redistribute"], raw["sources"][1]["redistribute"]) = "full", "quotes"
    brief = model_briefs.write(folder, raw).brief
    found = {}
    for name in VARIANTS:
        words = ["build", "-f", "pdf", "--pdf-variant", name, "--attach", "-o", str(folder / name), str(brief)]
        done = CliRunner().invoke(cli, words, prog_name="briefgen")
        assert done.exit_code == 0, done.output
        (found[name],) = (folder / name).glob("*.pdf")
    return found


def test_each_kind_is_what_it_claims_to_be(made: dict[str, Path]) -> None:
    for name, variant in VARIANTS.items():
        if variant.profiles:
            found = verapdf.by_flavour(made[name], *variant.profiles)
            assert found == {profile: [] for profile in variant.profiles}, name


def test_each_kind_claims_no_more(made: dict[str, Path]) -> None:
    claims = {}
    for name, path in made.items():
        with pikepdf.open(path) as file, file.open_metadata() as metadata:
            claims[name] = [metadata.get(key) for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]
            assert ("/Metadata" in file.Root) == (name != "plain")
    assert claims == {
        DEFAULT: ["3", "A", "1"],
        "a-3a": ["3", "A", None],
        "ua-1": [None, None, "1"],
        "a-4f": ["4", "F", None],
        "plain": [None, None, None],
    }


def test_each_kind_is_tagged_and_carries_the_same_files(made: dict[str, Path]) -> None:
    for path in made.values():
        with pikepdf.open(path) as file:
            assert file.Root.MarkInfo.Marked
            assert len(file.Root.StructTreeRoot.K[0].K) > 10
            assert len(file.attachments) == 3
            assert len(file.Root.AF) == 3


def test_the_default_without_files_passes_too(made: dict[str, Path], tmp_path: Path) -> None:
    """What is attached changes nothing else; and a-4f without files is refused, as its users are told."""
    bare = tmp_path / "bare.pdf"
    for name, profile, passes in ((DEFAULT, "3a", True), ("a-4f", "4f", False)):
        with pikepdf.open(made[name]) as file:
            del file.Root.AF, file.Root.Names.EmbeddedFiles
            file.save(bare)
        assert (verapdf.failures([bare], profile)[bare] == []) == passes, name


@pytest.mark.parametrize("library", ["pdf/ua-2", "pdf/a-4u", "pdf/a-1a"])
def test_a_kind_that_is_refused_for_its_faults_still_has_them(library: str, tmp_path: Path) -> None:
    """Where one of these begins to pass, it can be offered."""
    from briefgen.writers import pdf
    from briefgen.writers.pdf.variants import Variant
    from test_writers_pdf import everything

    profile = {"pdf/ua-2": "ua2", "pdf/a-4u": "4", "pdf/a-1a": "1a"}[library]
    VARIANTS["tried"] = Variant(library, (profile,))
    try:
        (tmp_path / "x.pdf").write_bytes(pdf.write(*everything(), variant="tried").data)
    finally:
        del VARIANTS["tried"]
    assert verapdf.failures([tmp_path / "x.pdf"], profile)[tmp_path / "x.pdf"] != []
