"""Write the cuts that are shipped anew: ``python -m briefgen.writers.cuts``."""

from pathlib import Path

from briefgen.writers.cuts import SHIPPED, made

for kind in SHIPPED:
    Path(__file__).with_name(f"{kind}.json").write_text(made(kind), "utf-8")
