"""Print the JSON Schema of a manifest: ``python -m briefgen.manifest > docs/manifest.schema.json``."""

import sys

from briefgen.manifest.schema import schema_text

sys.stdout.write(schema_text())
