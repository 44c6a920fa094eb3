"""Print the type faces of the list: ``python -m briefgen.listing > src/briefgen/listing/faces.css``.

They are always the same, and cutting them takes longer than making the list.
"""

import sys

from briefgen.listing.faces import face_rules

sys.stdout.write(face_rules())
