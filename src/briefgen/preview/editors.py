"""Links that open a file at a line in an editor."""

from pathlib import Path
from urllib.parse import quote

EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscode-insiders": "vscode-insiders://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "macvim": "mvim://open?url=file://{path}&line={line}&column={column}",
}
"""Names of editors, and the addresses that they listen to."""


def link(editor: str, path: Path, line: int, column: int) -> str:
    """Return the address that opens a file."""
    slashed = path.absolute().as_posix()
    shown = quote(slashed if slashed.startswith("/") else f"/{slashed}", safe="/:")
    return EDITORS[editor].format(path=shown, line=max(line, 1), column=max(column, 1))
