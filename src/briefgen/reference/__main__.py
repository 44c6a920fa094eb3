"""``python -m briefgen.reference``: print the page."""

import sys

from briefgen.reference import page

sys.stdout.buffer.write(page().encode())
