"""Write what is shipped of faces anew: ``python -m briefgen.writers.cuts``."""

from pathlib import Path

from briefgen.writers.cuts import made

for name, text in made().items():
    Path(__file__).with_name(name).write_text(text, "utf-8")
