"""The list of briefs beside the documents: when it is written anew, and where its pictures come from."""

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path

from briefgen import listing, manifest
from briefgen.build.picturing import available, first_page, is_picture
from briefgen.files import beginning, write_whole
from briefgen.manifest.form import Manifest
from briefgen.problems import BriefgenError, Place, Problem, Severity, shown_path


def refresh(folder: Path, pictures: Mapping[str, bytes]) -> list[Problem]:
    """Write the list anew if it is not that of the folder's manifest any more; say why it could not be.

    ``pictures`` are new ones, by the SHA-256 of the PDF.
    """
    path = folder / listing.NAME
    try:
        with manifest.alone(folder):
            data = beginning(folder / manifest.NAME)
            if not data or _is_current(path, data, pictures):
                return []
            old = beginning(path)
            read = manifest.read(data)
            if reason := _obstacle(read, old):
                return [_unwritten(path, reason)]
            write_whole(path, made(folder, data, {**listing.pictures_in(old), **pictures}))
    except BriefgenError as error:
        return list(error.problems)
    return []


def begin(folder: Path) -> None:
    """Let the list say that a build has begun, of which it knows nothing."""
    path = folder / listing.NAME
    old = beginning(path)
    if old and listing.is_ours(old) and not listing.is_begun(old):
        try:
            write_whole(path, listing.begun(old))
        except BriefgenError:  # For want of space, it may be. To have none is better than one that is not so.
            with contextlib.suppress(OSError):
                path.unlink()


def made(folder: Path, data: bytes, pictures: Mapping[str, bytes]) -> bytes:
    """Return the list of a manifest. Pictures that are not there are drawn from the files of the folder."""
    from briefgen.listing.page import page  # Where the page stands as it should, what makes it is not loaded.

    read, pictured = manifest.read(data), available()
    known = _completed(folder, read, pictures) if pictured else {}
    return page(read, known, listing.fingerprint(data, pictured=pictured), pictured=pictured)


def _is_current(path: Path, data: bytes, pictures: Mapping[str, bytes]) -> bool:
    """Tell whether the page stands as it should. New pictures may be what a damaged one lacks."""
    head = beginning(path, listing.HEAD)
    with contextlib.suppress(OSError):
        made_of = listing.fingerprint(data, pictured=available())
        if listing.is_current(head, path.stat().st_size, made_of):
            return not pictures or pictures.keys() <= listing.pictures_in(beginning(path)).keys()
    return False


def _completed(folder: Path, read: Manifest, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a picture for each PDF; those that are lost or damaged are drawn from the files, if these are sound."""
    found: dict[str, bytes] = {}
    for file in (file for build in read.builds for file in build.files if file.format == "pdf"):
        picture = pictures.get(file.sha256, b"")
        if not is_picture(picture):
            data = beginning(folder / file.file)
            picture = first_page(data) if hashlib.sha256(data).hexdigest() == file.sha256 else b""
        if picture:
            found[file.sha256] = picture
    return found


def _obstacle(read: Manifest, old: bytes) -> str:
    if taken := [build for build in read.builds for file in build.files if file.file.casefold() == listing.NAME]:
        return f"that is the web page of {taken[0].content.file}"
    return "" if listing.is_ours(old) else "there is another file of that name"


def _unwritten(path: Path, reason: str) -> Problem:
    message = f"the list of briefs was not written: {reason}"
    remedy = "rename that, or say in briefgen.yaml that no list is wanted: 'index: false'"
    return Problem(Place(shown_path(path)), "list-not-written", message, remedy, Severity.NOTE)
