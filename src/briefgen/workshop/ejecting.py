"""A copy of a template with all that it extends, in one folder that stands alone."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefgen.copied import files_of, stamp
from briefgen.drafting.yamltext import scalar
from briefgen.problems import shown_path
from briefgen.project import read_file
from briefgen.template import SETTINGS, STYLESHEET, Template
from briefgen.yamlfile import Mapping as Stated
from briefgen.yamlfile import decode, merge, read

_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,6})?|true|false")


def ejected(name: str, original_name: str, original: Template) -> dict[str, bytes]:
    """Return the files of a template that prints the same as another one, and extends nothing."""
    files = _wording_and_pictures(original)
    sheets = {folder: folder / STYLESHEET for folder in reversed(original.folders)}
    css = [(folder, _text(path)) for folder, path in sheets.items() if path.is_file()]
    if len(css) == 1:
        files[STYLESHEET] = css[0][1].encode()
    elif css:
        files[STYLESHEET] = "\n".join(f"/* {folder.name} */\n{text}" for folder, text in css).encode()
    return {SETTINGS: _settings(name, original_name, original).encode(), **files}


# --- Wording and pictures ---------------------------------------------------------------------------------------------
def _wording_and_pictures(original: Template) -> dict[str, bytes]:
    """Return all files but settings and CSS: of those of one name the nearest, and others where a name leads there."""
    names = [folder.name for folder in original.folders]
    apart = re.compile(rf"""(["'])(?:briefgen/)?({"|".join(map(re.escape, names))})/""")
    files: dict[str, bytes] = {}
    wanted: set[str] = set()
    found: list[tuple[str, str, bytes]] = []
    for folder in original.folders:
        for path in files_of(folder):
            inner = path.relative_to(folder).as_posix()
            if inner in (SETTINGS, STYLESHEET):
                continue
            data = path.read_bytes()
            if path.suffix == ".j2":
                text = decode(data, shown_path(path))
                wanted |= {f"{one[2]}/{text[one.end() : _end(text, one)]}" for one in apart.finditer(text)}
                data = apart.sub(r"\1\2/", text).encode()
            found.append((folder.name, inner, data))
    for _, inner, data in found:
        files.setdefault(inner, data)
    for folder_name, inner, data in found:
        if f"{folder_name}/{inner}" in wanted:
            files.setdefault(f"{folder_name}/{inner}", data)
    return files


def _end(text: str, quoted: re.Match[str]) -> int:
    """Return where a quotation ends."""
    end = text.find(quoted[1], quoted.end())
    return len(text) if end < 0 else end


# --- Settings ---------------------------------------------------------------------------------------------------------
def _settings(name: str, original_name: str, original: Template) -> str:
    """Return the settings of the copy: those of the original with their comments where it extends nothing."""
    files = [folder / SETTINGS for folder in original.folders]
    stated = [read(read_file(path), shown_path(path)) for path in files]
    said = _stamp(stamp(original_name, original))
    if len(files) == 1 and (text := _renamed(_text(files[0]), stated[0], name)):
        return f"{text.rstrip()}\n\n{said}"
    merged = stated[-1]
    for one in reversed(stated[:-1]):
        merged = merge(merged, one)
    kept = {key: value for key, value in merged.items() if key not in ("extends", "copied_from")}
    kept["name"] = name
    return f"{_yaml(kept)}\n{said}"


def _renamed(text: str, stated: Stated, name: str) -> str:
    """Return the text of a file of settings with another name; nothing where that cannot be put in place safely."""
    place = stated.value_places.get("name")
    lines = text.split("\n")
    if place is None or "copied_from" in stated or not 0 < place.line <= len(lines):
        return ""
    line, old = lines[place.line - 1], str(stated["name"])
    if not re.fullmatch(rf"name:\s+{re.escape(old)}\s*(#.*)?", line):
        return ""
    lines[place.line - 1] = line.replace(old, name, 1)
    return "\n".join(lines)


def _stamp(said: Mapping[str, Any]) -> str:
    head = "# What this is a copy of. As long as it stands here, a build says when the original has changed.\n"
    return head + _yaml({"copied_from": said})


def _yaml(value: Mapping[str, Any], depth: int = 0) -> str:
    """Write plain mappings, lists and scalars as a person would: the innermost ones on one line."""
    lines = []
    for key, item in value.items():
        head = f"{'  ' * depth}{scalar(str(key))}:"
        if isinstance(item, Mapping) and (depth < 2 or any(isinstance(one, Mapping) for one in item.values())) and item:
            lines.append(f"{head}\n{_yaml(item, depth + 1)}".rstrip("\n"))
        else:
            lines.append(f"{head} {_flow(item)}")
    return "\n".join(lines) + "\n"


def _flow(item: Any) -> str:
    if isinstance(item, Mapping):
        return "{" + ", ".join(f"{scalar(str(key))}: {_flow(one)}" for key, one in item.items()) + "}"
    if isinstance(item, list | tuple):
        return "[" + ", ".join(map(_flow, item)) + "]"
    if item is None:
        return "null"
    text = str(item)
    plain = _NUMBER.fullmatch(text) or (scalar(text) == text and not re.search(r"[,\[\]{}]", text))
    return text if plain else json.dumps(text, ensure_ascii=False)


def _text(path: Path) -> str:
    return decode(read_file(path), shown_path(path))
