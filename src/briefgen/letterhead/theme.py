"""The theme of a Word file: the faces and colours that its styles name by the part they play."""

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.letterhead.package import A, Parts, W

_SLOTS = {
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "text1": "dk1",
    "background1": "lt1",
    "text2": "dk2",
    "background2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
"""What styles call the colours that the theme calls otherwise, unless the settings say differently."""
_MAPPED = {"text1": "t1", "background1": "bg1", "text2": "t2", "background2": "bg2"}
_SCRIPTS = {"HAnsi": "latin", "Ascii": "latin", "EastAsia": "ea", "Bidi": "cs"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours and faces of a theme."""

    colours: Mapping[str, str] = field(default_factory=dict)
    """By the names that styles use, as ``#rrggbb``."""
    faces: Mapping[str, str] = field(default_factory=dict)
    """By the names that styles use: ``majorHAnsi``."""

    @classmethod
    def of(cls, parts: Parts) -> "Theme":
        """Read the theme of a file; an empty one where it has none, as files of LibreOffice."""
        root, settings = parts.part("theme"), parts.part("settings")
        if root is None:
            return cls()
        slots = {one.tag.removeprefix(A): _colour(one) for one in root.findall(f".//{A}clrScheme/*")}
        mapping = None if settings is None else settings.find(f"{W}clrSchemeMapping")
        names = {name: slot for name, slot in _SLOTS.items() if slot in slots}
        if mapping is not None:
            for name, short in _MAPPED.items():
                said = mapping.get(f"{W}{short}", "")
                names[name] = _SLOTS.get(said, names.get(name, ""))
        colours = {**slots, **{name: slots[slot] for name, slot in names.items() if slot in slots}}
        return cls({name: colour for name, colour in colours.items() if colour}, dict(_faces(root)))

    def colour(self, name: str, tint: str | None, shade: str | None) -> str | None:
        """Return a colour of the theme, made lighter or darker as Word does; None for one that it lacks."""
        base = self.colours.get(name)
        if base is None:
            return None
        hue, light, full = colorsys.rgb_to_hls(*(int(base[i : i + 2], 16) / 255 for i in (1, 3, 5)))
        if share := _share(shade):
            light *= share
        if share := _share(tint):
            light = light * share + 1 - share
        return "#" + "".join(f"{round(channel * 255):02x}" for channel in colorsys.hls_to_rgb(hue, light, full))


def _share(text: str | None) -> float | None:
    try:
        return int(text, 16) / 255 if text else None
    except ValueError:
        return None


def _colour(slot: Any) -> str:
    for one in slot:
        value = one.get("lastClr") or one.get("val") or ""
        if len(value) == 6 and all(sign in "0123456789abcdefABCDEF" for sign in value):
            return f"#{value.lower()}"
    return ""


def _faces(root: Any) -> list[tuple[str, str]]:
    found = []
    for play in ("major", "minor"):
        for word, script in _SCRIPTS.items():
            for one in root.findall(f".//{A}fontScheme/{A}{play}Font/{A}{script}"):
                if one.get("typeface"):
                    found.append((f"{play}{word}", one.get("typeface")))
    return found
