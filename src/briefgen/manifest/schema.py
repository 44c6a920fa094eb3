"""The JSON Schema of a manifest, made from its form."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from briefgen.manifest import form
from briefgen.problems import as_json


class _Plain(GenerateJsonSchema):
    """Without a title for each field, which only repeats its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Say that no field needs a title."""
        return False


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a manifest, with the docstrings as descriptions."""
    # To read docstrings from the source takes long, so that nothing else asks for them.
    form.CONFIG["use_attribute_docstrings"] = True
    try:
        made = TypeAdapter(form.Manifest).json_schema(schema_generator=_Plain, mode="validation")
    finally:
        del form.CONFIG["use_attribute_docstrings"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "briefgen manifest",
        "required": [*made.get("required", ()), "manifest", "builds"],
    }


def schema_text() -> str:
    """Return the schema as the text of a file."""
    return f"{as_json(schema())}\n"
