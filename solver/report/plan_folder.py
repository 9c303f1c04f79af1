"""A folder of outputs that appears whole or not at all, under safe names, and swallows nobody's files."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from solver.base import atomic_folder
from solver.base.errors import AfterbellError
from solver.base.text import Listed, Words

MARKER = "afterbell.json"
CERTIFICATE = "certificate.json"
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
_NOT_OURS = Words(
    zh="{folder} 已存在，但不是 afterbell 写出的{kind}，不会覆盖。请换一个位置，或先移走它。",
    en="{folder} exists and is not a {kind} written by afterbell; it is left alone. "
    "Choose another place, or move it away first.",
)
_FOREIGN = Words(
    zh="{folder} 里有不是 afterbell 写出的文件（{names}），不会覆盖。请先移走这些文件。",
    en="{folder} holds files that afterbell did not write ({names}); it is left alone. Move them away first.",
)
_UNWRITABLE = Words(zh="无法写入 {folder}：{reason}。", en="{folder} can't be written: {reason}.")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of folder: what its marker says it is, a file that none of them lacks, what it is called."""

    product: str
    always: str
    name: Words


PLAN = Kind("afterbell plan folder", CERTIFICATE, Words(zh="方案文件夹", en="plan folder"))


class OutputError(AfterbellError):
    """The outputs can't be written there; nothing was changed."""


def may_write(out: Path, kind: Kind = PLAN) -> None:
    """Refuse a place that holds anything but an earlier folder of its kind: ask before a long solve.

    Raises
    ------
    OutputError
        If the place is taken.
    """
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir() or out.is_symlink():
        raise OutputError(_NOT_OURS.with_(folder=out.name, kind=kind.name))
    inside = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    inside = {name for name in inside if name.rsplit("/", 1)[-1] not in LITTER}
    if not inside and not any(out.iterdir()):
        return
    ours = _listed_in(out, kind)
    if ours is None or kind.always not in inside:
        raise OutputError(_NOT_OURS.with_(folder=out.name, kind=kind.name))
    foreign = sorted(inside - ours - {MARKER})
    if foreign:
        raise OutputError(_FOREIGN.with_(folder=out.name, names=Listed(foreign, most=5)))


def marker_of(files: Mapping[str, bytes], about: Mapping[str, object], kind: Kind = PLAN) -> bytes:
    """Return the marker file of a folder: what it is, what it was made from, the hash of each file."""
    marker = {
        "product": kind.product,
        **about,
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    return (json.dumps(marker, ensure_ascii=False, indent=2) + "\n").encode()


def put(out: Path, files: Mapping[str, bytes], about: Mapping[str, object], kind: Kind = PLAN) -> Path:
    """Write all files into ``out`` at once, replacing an earlier folder of its kind.

    Parameters
    ----------
    files
        Content by path inside the folder, with ``/`` between parts.
    about
        What the marker file says of the whole, beside the hash of each file.

    Raises
    ------
    OutputError
        If the place is taken or can't be written; whatever was there is still there.
    """
    out = out.absolute()
    may_write(out, kind)
    try:
        with atomic_folder.replacing(out) as fresh:
            for name, content in {**files, MARKER: marker_of(files, about, kind)}.items():
                atomic_folder.write(fresh / name, content)
    except OSError as error:
        raise OutputError(_UNWRITABLE.with_(folder=out.name, reason=error.strerror)) from error
    return out


def _listed_in(folder: Path, kind: Kind) -> frozenset[str] | None:
    """Return the files that a marker lists, or ``None`` where there is no marker of ours."""
    try:
        marker = json.loads((folder / MARKER).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(marker, dict) or marker.get("product") != kind.product:
        return None
    files = marker.get("files")
    return frozenset(files) if isinstance(files, dict) else None


def safe_names(ids: Iterable[str]) -> dict[str, str]:
    """Return a file name (without ending) for each id: a plain word, unique even where case is ignored."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for written in sorted(set(ids)):
        plain = re.sub(r"[^\w-]", "_", unicodedata.normalize("NFC", written)).strip("_-")[:LONGEST]
        name = plain
        if plain != written or not plain or plain.lower() in RESERVED or plain.lower() in taken:
            digest = hashlib.sha256(written.encode()).hexdigest()[:8]
            name = f"{plain}-{digest}" if plain else digest
        names[written] = name
        taken.add(name.lower())
    return names
