"""WeasyPrint's declarations of Pango and its kin, read once: makes ``src/briefgen/writers/pdf/pango.py``.

python tests/declarations.py
"""

import ast
import hashlib
import tempfile
from pathlib import Path

from briefgen.writers.pdf import starting

TARGET = Path(starting.__file__).with_name("pango.py")
HEAD = '''"""What WeasyPrint declares of Pango, HarfBuzz and Fontconfig, read beforehand by cffi.

Made by ``python tests/declarations.py``: do not edit.
"""

import _cffi_backend

DIGEST = "{digest}"
"""SHA-256 of the file of WeasyPrint that it was made from."""

FFI: type = _cffi_backend.FFI
TABLES = dict(
{tables})
'''


def made() -> str:
    """Return the module, for the WeasyPrint that is installed."""
    import cffi

    source = starting.declaring_file()
    assert source
    text = source.read_text("utf-8")
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    (declared,) = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "cdef")
    ffi = cffi.FFI()
    ffi.cdef(ast.literal_eval(declared.args[0]))
    ffi.set_source("pango", None)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.py"
        ffi.emit_python_code(str(file))
        lines = file.read_text("utf-8").partition("_cffi_backend.FFI('pango',\n")[2].rpartition(")")[0]
    return HEAD.format(digest=hashlib.sha256(source.read_bytes()).hexdigest(), tables=lines)


if __name__ == "__main__":
    TARGET.write_text(made(), "utf-8")
