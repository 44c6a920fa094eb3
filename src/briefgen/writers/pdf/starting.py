"""Loading WeasyPrint without what it loads and hardly ever uses: that would be a third of what a short build costs.

It is the same program afterwards. What is put off is loaded when it is first asked for: fontTools cuts a font down to
the letters in use only where HarfBuzz-Subset is missing, pins down a variable one, and unpacks WOFF2. And what it
declares of Pango, 500 lines of C that cffi reads anew at each start, has been read beforehand.
"""

import contextlib
import hashlib
import importlib.util
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from briefgen.importing import put_off, replaced

PUT_OFF: Mapping[str, Sequence[str]] = {
    "ssl": (),
    "fontTools.subset": (),
    "fontTools.ttLib.woff2": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
"""Modules that are loaded only when they are used, and the functions that WeasyPrint takes out of them at once."""

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
"""The names, among those that WeasyPrint tries, that the loader of Linux knows the libraries by."""


def load() -> None:
    """Import WeasyPrint. Raises OSError where a library that it needs is not installed."""
    if "weasyprint" in sys.modules:
        return
    with contextlib.ExitStack() as stack:
        stack.enter_context(put_off(PUT_OFF))
        if "cffi" not in sys.modules and _all_known(LIBRARIES) and (declared := _declared()):
            stack.enter_context(replaced("cffi", declared))
        stack.enter_context(_no_sheet_read())
        import weasyprint  # noqa: F401
    _put_off_sheets()


def _put_off_sheets() -> None:
    """Have WeasyPrint's own style sheets read when they are used: a brief's page brings what it needs of them.

    They are those that every document has (``weasyprint.html.UA``), one for forms and one for old attributes.
    """
    import weasyprint
    from weasyprint import html

    class Counters(type(html.UA_COUNTER_STYLE)):  # type: ignore[misc]
        def copy(self) -> Any:
            sheets["UA_STYLESHEET"].matcher  # noqa: B018 - reading the sheet fills this
            return super().copy()

    class Sheet(weasyprint.CSS):  # type: ignore[misc]
        def __init__(self, **given: Any) -> None:
            self._given: dict[str, Any] | None = given

        def __getattr__(self, name: str) -> Any:
            given = vars(self).get("_given")
            if given is None or name.startswith("__"):
                raise AttributeError(name)
            self._given = None
            super().__init__(**given)
            return getattr(self, name)

    counters = Counters()
    sheets = {
        "UA_STYLESHEET": Sheet(string=html.UA, counter_style=counters),
        "UA_FORM_STYLESHEET": Sheet(string=html.UA_FORM, counter_style=counters),
        "PH_STYLESHEET": Sheet(string=html.PH),
    }
    for module in (weasyprint, html):
        vars(module).update(sheets, UA_COUNTER_STYLE=counters)


@contextlib.contextmanager
def _no_sheet_read() -> Iterator[None]:
    import tinycss2

    parse, importing = tinycss2.parse_stylesheet, threading.get_ident()

    def parse_if_elsewhere(*arguments: Any, **named: Any) -> Any:
        return [] if threading.get_ident() == importing else parse(*arguments, **named)

    tinycss2.parse_stylesheet = parse_if_elsewhere
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = parse


# --- Pango ------------------------------------------------------------------------------------------------------------
def declaring_file() -> Path | None:
    """Return the file of WeasyPrint that declares the functions of Pango."""
    found = importlib.util.find_spec("weasyprint")
    return Path(found.origin).parent / "text" / "ffi.py" if found and found.origin else None


def _declared() -> ModuleType | None:
    """Return what stands for cffi with the declarations read beforehand; None where they are not those installed.

    Nothing is looked for under names that libraries do not have, either: for each of these, cffi has ctypes start
    three other programs, among them the C compiler.
    """
    with suppress(ImportError, OSError):
        from briefgen.writers.pdf import pango

        file = declaring_file()
        if file and hashlib.sha256(file.read_bytes()).hexdigest() == pango.DIGEST:
            module = ModuleType("cffi")
            vars(module)["FFI"] = lambda: _with_declarations(pango.FFI)("pango", **pango.TABLES)
            return module
    return None


def _with_declarations(kind: type) -> type:
    return type("FFI", (kind,), {"cdef": lambda *_: None})


def _all_known(libraries: Sequence[str]) -> bool:
    """Tell whether the system's loader finds each of some libraries by its name."""
    import ctypes

    with suppress(OSError):
        return all(ctypes.CDLL(name) for name in libraries)
    return False
