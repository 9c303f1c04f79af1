"""Files → tables → case: a folder of CSV with ``school.toml``, or one workbook; every fault at once."""

from __future__ import annotations

from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.io.files.csv_folder import case_files
from solver.io.files.csv_folder import read_folder as read_folder
from solver.io.files.workbook import read_workbook as read_workbook
from solver.io.load import Loaded as Loaded
from solver.io.load import assemble
from solver.io.tables.raw import RawTable as RawTable
from solver.io.tables.raw import Reading as Reading

NOTHING = Words(zh="找不到“{name}”", en="There is no “{name}”.")
CHECK_PATH = Words(zh="请核对文件夹或工作簿的名字", en="Check the name of the folder or workbook.")
WRONG_FILE = Words(zh="“{name}”不是方案", en="“{name}” is not a case.")
FOLDER_OR_BOOK = Words(
    zh="方案是一个文件夹（CSV 表和 school.toml），或一个 .xlsx 工作簿",
    en="A case is a folder of CSV tables with school.toml, or one .xlsx workbook.",
)


def load(path: Path) -> Loaded:
    """Load a case from a folder or a workbook.

    Raises
    ------
    InputError
        With every fault found: file, sheet, row, column, value and a way out.
    """
    return assemble(read(path))


def read(path: Path) -> Reading:
    """Read the tables of a folder or a workbook without understanding them yet.

    Raises
    ------
    InputError
        If there is nothing that could be read.
    """
    if path.is_dir():
        files = case_files(path)
        only_book = len(files) == 1 and files[0].suffix.lower() == ".xlsx"
        if only_book and files[0].resolve().is_relative_to(path.resolve()):
            return read_workbook(files[0])
        return read_folder(path)
    if not path.is_file():
        raise InputError((Fault(NOTHING.with_(name=path.name), way_out=CHECK_PATH.with_()),))
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".et", ".ods"}:
        return read_workbook(path)
    raise InputError((Fault(WRONG_FILE.with_(name=path.name), way_out=FOLDER_OR_BOOK.with_()),))
