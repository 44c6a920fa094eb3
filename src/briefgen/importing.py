"""Packages that are loaded in part: what they load at their start and is hardly ever used is loaded when it is."""

import contextlib
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any


def part(package: str, name: str) -> ModuleType:
    """Return a module of a package that imports all of its modules at its start: this one, with what it needs.

    Raises ImportError where there is no such package or module.
    """
    with unstarted(package):
        return importlib.import_module(f"{package}.{name}")


@contextlib.contextmanager
def unstarted(*packages: str) -> Iterator[None]:
    """Let modules of packages be imported inside the ``with`` block without what the packages themselves import.

    These modules are known to nobody else: whoever imports a package afterwards gets it whole. Nested packages stand
    behind the one that they are in. Raises ImportError where there is no such package.
    """
    new = [package for package in packages if package not in sys.modules]
    with contextlib.ExitStack() as stack:
        for package in new:
            stack.enter_context(replaced(package, _unstarted(package)))
        before = {*sys.modules}
        try:
            yield
        finally:
            for name in {*sys.modules} - before:
                if name.startswith(tuple(f"{package}." for package in new)):
                    del sys.modules[name]


def _unstarted(package: str) -> ModuleType:
    found = importlib.util.find_spec(package)
    if found is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    module = ModuleType(package)
    module.__path__ = list(found.submodule_search_locations or ())
    module.__spec__ = found
    return module


@contextlib.contextmanager
def replaced(name: str, module: ModuleType) -> Iterator[None]:
    """Give those who import a module inside the ``with`` block another one."""
    sys.modules[name] = module
    try:
        yield
    finally:
        if sys.modules.get(name) is module:
            del sys.modules[name]


@contextlib.contextmanager
def put_off(modules: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Let modules that are imported inside the ``with`` block be loaded when something in them is used.

    ``modules`` says by their names which of their functions are taken out of them at once. What is loaded already is
    left alone.
    """
    with contextlib.ExitStack() as stack:
        for name, functions in modules.items():
            if name not in sys.modules:
                stack.enter_context(replaced(name, _PutOff(name, functions)))
        yield


class _PutOff(ModuleType):
    """Stands for a module until something in it is used."""

    def __init__(self, name: str, functions: Sequence[str]) -> None:
        super().__init__(name)
        vars(self).update({function: self._calling(function) for function in functions})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._loaded(), name)

    def _loaded(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:  # It is used while others are told of it still.
            del sys.modules[self.__name__]
        return importlib.import_module(self.__name__)

    def _calling(self, function: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(self._loaded(), function)(*arguments, **named)

        return call
