"""The web page as it stands in the preview's frame: the very page, and a script that says how far it is scrolled."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

_POLICY = (
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
    "default-src 'none'",
    "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
)
HEADERS = {"Content-Security-Policy": "; ".join(_POLICY)}
"""The page has a policy of its own, which is stricter; this one is for the page of a writer that has none."""

_DIRECTIVE, _END = b"script-src ", b"</body>"


@cache
def _script() -> tuple[bytes, bytes]:
    script = files(__package__).joinpath("page/frame.js").read_bytes()
    return script, base64.b64encode(hashlib.sha256(script).digest())


def page(data: bytes) -> bytes:
    """Return a web page with the script, which its policy is told of."""
    script, digest = _script()
    head, body, rest = data.partition(b"<body")
    before, end, after = rest.rpartition(_END)
    if not body or not end:
        return data
    head = head.replace(_DIRECTIVE, _DIRECTIVE + b"'sha256-" + digest + b"' ", 1)
    return head + body + before + b"<script>" + script + b"</script>" + end + after
