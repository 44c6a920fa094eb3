"""Pictures in a printer's four inks → in the three colours of a screen, which are all that the PDF declares.

Graphics programs save logos so. PDF/A wants a colour space declared for each kind of colours, and the file declares
that of screens alone; Word and browsers show such pictures as they are.
"""

import io
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_JPEG = b"\xff\xd8"
"""What a JPEG begins with: the one kind of picture here that knows inks."""


@lru_cache(maxsize=16)
def in_screen_colours(data: bytes) -> bytes:
    """Return a picture in the colours of a screen; any other than one in inks as it is, and so one that is broken."""
    if not data.startswith(_JPEG):
        return data
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.mode != "CMYK":
                return data
            made = io.BytesIO()
            _converted(picture).save(made, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return data
    return made.getvalue()


def _converted(picture: "Image.Image") -> "Image.Image":
    """Convert by the profile that the picture carries; without one, or with one that is of no use, by rule of thumb."""
    from PIL import ImageCms

    if profile := picture.info.get("icc_profile"):
        try:
            inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, inks, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            turned = None
        if turned is not None:
            turned.info.pop("icc_profile", None)
            return turned
    return picture.convert("RGB")
