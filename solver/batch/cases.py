"""Which cases a batch is asked for, under folders and in lists, and what their plan folders are called."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from solver.batch.resume import MARKER, is_batch
from solver.io.files.csv_folder import decoded
from solver.io.settings.safe_toml import TomlError, tree_of_toml

BOOKS = frozenset({".xlsx", ".xlsm"})
MOST_BYTES = 1_000_000
LONGEST_NAME = 120
"""Bytes: file systems allow 255, and our own temporary names need some of them."""
PLAIN_SIGNS = frozenset("-_+#()（）· .")
DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}
)
TAKEN_NAMES = frozenset({"batch.csv", "batch.xlsx"})


def find_cases(asked: Iterable[Path], out: Path) -> tuple[Path, ...]:
    """Return the cases meant, each once, in order of asking, then of name; by the paths asked for.

    A folder with tables is a case; another folder stands for all cases in and under it, a ``.txt`` for
    those that its lines name. What is neither is kept: it becomes a row that says what is wrong with it.
    """
    found: dict[Path, Path] = {}
    for path in asked:
        for case in _meant(path, out.resolve()):
            found.setdefault(case.resolve(), case)
    return tuple(found.values())


def _meant(path: Path, out: Path) -> list[Path]:
    if path.is_file() and path.suffix.lower() == ".txt":
        return [case for line in _listed(path) for case in _meant(path.parent / line, out)]
    if path.is_dir() and not _is_case(path):
        return list(_under(path, out)) or [path]
    return [path]


def _listed(path: Path) -> list[str]:
    read = decoded(path.read_bytes()[:MOST_BYTES]) if path.stat().st_size <= MOST_BYTES else None
    lines = read[0].splitlines() if read else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#") and "\0" not in line]


def _under(root: Path, out: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not _passed_over(here / name, out))
        if here != root and _is_case(here):
            folders.clear()
            yield here
        else:
            yield from (here / name for name in sorted(files) if _is_book(name))


def _passed_over(folder: Path, out: Path) -> bool:
    """Tell whether a folder is none of ours to read: hidden, our own output, or a plan."""
    ours = (folder / MARKER).exists() or is_batch(folder)
    return folder.name.startswith(".") or folder.resolve() == out or ours


def _is_case(folder: Path) -> bool:
    files = folder.iterdir() if os.access(folder, os.R_OK) else iter(())
    return any(path.name.lower() == "school.toml" or path.suffix.lower() == ".csv" for path in files)


def _is_book(name: str) -> bool:
    return Path(name).suffix.lower() in BOOKS and not name.startswith((".", "~$"))


def case_id(case: Path) -> str:
    """Return a case's id without reading more than its settings; else the name of its folder or file."""
    settings = case / "school.toml"
    try:
        if case.is_dir() and settings.stat().st_size <= MOST_BYTES:
            text = decoded(settings.read_bytes())
            tree: Mapping[str, object] = tree_of_toml(text[0]) if text else {}
            school = tree.get("school")
            inner: Mapping[str, object] = school if isinstance(school, dict) else {}
            known = (table.get(key) for table in (tree, inner) for key in ("id", "编号"))
            named = next((value for value in known if isinstance(value, str) and value.strip()), None)
            if named:
                return named.strip()
    except (OSError, TomlError):
        pass
    # "." has no name of its own.
    return case.absolute().resolve().name if case.is_dir() else case.stem


def folder_names(cases: Iterable[Path]) -> dict[Path, str]:
    """Return a plan folder's name for each case: its id, made harmless, and told apart where several agree.

    Names are single parts of a path on every system, never hidden, and differ in more than case.
    """
    ids = {case: case_id(case) for case in cases}
    plain = {case: _harmless(name) for case, name in ids.items()}
    agreeing = Counter(name.casefold() for name in plain.values())
    names: dict[Path, str] = {}
    used: set[str] = set()
    for case, name in plain.items():
        unique = name if agreeing[name.casefold()] == 1 else f"{name}-{_mark(case.absolute().as_posix())}"
        number = 1
        while unique.casefold() in used:
            number += 1
            unique = f"{name}-{_mark(f'{case.absolute().as_posix()} {number}')}"
        used.add(unique.casefold())
        names[case] = unique
    return names


def _harmless(name: str) -> str:
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(
        letter if letter in PLAIN_SIGNS or unicodedata.category(letter)[0] in "LNM" else "_"
        for letter in plain
    )
    kept = kept.strip(". -")
    while len(kept.encode()) > LONGEST_NAME:
        kept = kept[:-1].rstrip(". ")
    reserved = (
        not kept or kept.casefold() in TAKEN_NAMES or kept.split(".")[0].strip().casefold() in DEVICE_NAMES
    )
    if kept == name and not reserved:
        return kept
    # A changed name carries a mark of the whole id, so that two ids never become one.
    return f"{'_' if reserved else ''}{kept}-{_mark(name)}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
