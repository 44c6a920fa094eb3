"""The libraries of the system that set the type: where they are looked for, and how they are installed."""

import os
import sys
from collections.abc import MutableMapping

INSTALL = {
    "linux": "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "win32": "pacman -S mingw-w64-ucrt-x86_64-pango (in the shell of MSYS2, from https://www.msys2.org)",
}
"""What installs Pango, and what comes with it, by system."""

FALLBACK = "DYLD_FALLBACK_LIBRARY_PATH"
"""Where Python looks for libraries on macOS, in place of what it takes for granted: ``ctypes.macholib.dyld``."""
_USUAL = ("/usr/local/lib", "/lib", "/usr/lib")
_MANAGED = ("/opt/homebrew/lib", "/opt/local/lib")
"""Folders of Homebrew on Apple's processors, and of MacPorts. Nobody looks there of his own accord."""


def command(system: str = sys.platform) -> str:
    """Return what installs the libraries on a system."""
    return INSTALL.get(system, INSTALL["linux"])


def looked_for(environment: MutableMapping[str, str] = os.environ, system: str = sys.platform) -> None:
    """See to it that libraries are found where package managers put them."""
    if system == "darwin":
        given = environment.get(FALLBACK)
        environment[FALLBACK] = ":".join([*([given] if given else _USUAL), *_MANAGED])
