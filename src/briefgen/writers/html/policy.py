"""What a page that holds all it needs allows itself: one script and one style sheet, both known by their hashes."""

import base64
import hashlib

STYLED = "style-src-attr 'unsafe-inline'"
"""What a page adds whose elements have styles of their own, such as the widths of columns: these have no hash."""


def policy(style: str, script: str, *besides: str) -> str:
    """Return the Content-Security-Policy of a page that uses what it holds, and nothing else.

    ``besides`` are directives that widen the one for style sheets.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            *besides,
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
