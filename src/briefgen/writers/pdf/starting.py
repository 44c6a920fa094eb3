"""Loading WeasyPrint without what it loads and hardly ever uses: that would be a third of what a short build costs.

It is the same program afterwards. What is put off is loaded when it is first asked for: fontTools cuts a font down to
the letters in use only where HarfBuzz-Subset is missing, pins down a variable one, and unpacks WOFF2. And what it
declares of Pango, 500 lines of C that cffi reads anew at each start, has been read beforehand.
"""

import contextlib
import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

PUT_OFF: Mapping[str, Sequence[str]] = {
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
        for name, functions in PUT_OFF.items():
            if name not in sys.modules:
                stack.enter_context(_replaced(name, _PutOff(name, functions)))
        if "cffi" not in sys.modules and _all_known(LIBRARIES) and (declared := _declared()):
            stack.enter_context(_replaced("cffi", declared))
        import weasyprint  # noqa: F401


@contextlib.contextmanager
def _replaced(name: str, module: ModuleType) -> Iterator[None]:
    """Give those who import a module inside the ``with`` block another one."""
    sys.modules[name] = module
    try:
        yield
    finally:
        if sys.modules.get(name) is module:
            del sys.modules[name]


class _PutOff(ModuleType):
    """Stands for a module until something in it is used."""

    def __init__(self, name: str, functions: Sequence[str]) -> None:
        super().__init__(name)
        vars(self).update({function: self._calling(function) for function in functions})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)

    def _calling(self, function: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), function)(*arguments, **named)

        return call


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
