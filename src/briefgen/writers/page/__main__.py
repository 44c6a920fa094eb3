"""Print the cuts of Latin letters: ``python -m briefgen.writers.page > src/briefgen/writers/page/latin.json``."""

import sys

from briefgen.writers.page.latin import cuts

sys.stdout.write(cuts())
