"""New folders of tables, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.text import Words

EXISTS = Words(zh="“{name}”已经存在，里面有文件", en="“{name}” is already there and holds files.")
OTHER_NAME = Words(zh="请换一个名字", en="Choose another name.")


@contextmanager
def whole_folder(directory: Path) -> Iterator[Path]:
    """Yield a fresh folder beside ``directory`` that takes its place at the end, or vanishes on any error.

    Raises
    ------
    InputError
        If the folder exists and holds anything, or is a file.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise InputError(
            (Fault(EXISTS.with_(name=directory.name), file=directory.name, way_out=OTHER_NAME.with_()),)
        )
    directory.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        yield fresh
        umask = os.umask(0)
        os.umask(umask)
        fresh.chmod(0o777 & ~umask)
        if directory.exists():
            directory.rmdir()
        fresh.rename(directory)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
