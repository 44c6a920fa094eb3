"""Loading WeasyPrint without what it loads and hardly ever uses: that would be a third of what a short build costs.

It is the same program afterwards. What is put off is loaded when it is first asked for: fontTools cuts a font down to
the letters in use only where HarfBuzz-Subset is missing, and pins down a variable one.
"""

import contextlib
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import ModuleType
from typing import Any

PUT_OFF: Mapping[str, Sequence[str]] = {
    "fontTools.subset": (),
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
                stack.enter_context(_put_off(name, functions))
        if _all_known(LIBRARIES):
            stack.enter_context(_no_search())
        import weasyprint  # noqa: F401


class _PutOff(ModuleType):
    """Stands for a module until something in it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


@contextlib.contextmanager
def _put_off(name: str, functions: Sequence[str]) -> Iterator[None]:
    """Give those who import a module inside the ``with`` block one that loads it later."""
    module = sys.modules[name] = _PutOff(name)
    vars(module).update({function: _calling(name, function) for function in functions})
    try:
        yield
    finally:
        if sys.modules.get(name) is module:
            del sys.modules[name]


def _calling(name: str, function: str) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(importlib.import_module(name), function)(*arguments, **named)

    return call


def _all_known(libraries: Sequence[str]) -> bool:
    """Tell whether the system's loader finds each of some libraries by its name."""
    import ctypes

    with suppress(OSError):
        return all(ctypes.CDLL(name) for name in libraries)
    return False


@contextlib.contextmanager
def _no_search() -> Iterator[None]:
    """Keep libraries from being looked for under names that they do not have.

    For each such name ctypes starts three other programs: ldconfig, the C compiler and the linker.
    """
    from ctypes import util

    find = util.find_library
    util.find_library = lambda name: None
    try:
        yield
    finally:
        util.find_library = find
