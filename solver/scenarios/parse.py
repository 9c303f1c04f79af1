"""A scenario's file to a scenario: every fault at once, each at its change and key, with a way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.io.files.csv_folder import decoded
from solver.io.settings.safe_toml import TomlError, tree_of_toml
from solver.scenarios.parse_cells import FORMS, MISSING, NO_VALUE, PLAIN_VALUE, CellReader
from solver.scenarios.scenario import Add, Change, Drop, Scenario, Set, Setting
from solver.scenarios.settings import setting_key, setting_text

SUFFIX = ".toml"
MOST_BYTES, MOST_CHANGES, LONGEST_TITLE = 200_000, 500, 200
VERBS: Mapping[str, tuple[str, ...]] = {
    "add": ("row", "rows"),
    "set": ("where", "to"),
    "drop": ("where",),
    "setting": ("to",),
}
"""What a change does, and which other keys it has."""
KEYS = ("title", "note", "change")

NO_FILE = Words(zh="找不到“{name}”", en="There is no “{name}”.")
CHECK_NAME = Words(zh="请核对文件名", en="Check the name of the file.")
NO_TEXT = Words(zh="不是 UTF-8 文字", en="It is not UTF-8 text.")
SAVE_UTF8 = Words(zh="请另存为 UTF-8", en="Save it as UTF-8.")
TOO_BIG = Words(zh="太长了，不像一份改动清单", en="It is too long for a list of changes.")
SHORTER = Words(
    zh="至多 {changes} 处改动，{size} 字节", en="At most {changes} changes and {size} bytes are read."
)
BAD_TOML = Words(zh="不合 TOML 写法：{why}", en="It is not valid TOML: {why}.")
QUOTES = Words(
    zh='等号左边的汉字和等号右边的文字都要加引号，如 "编号" = "late"',
    en='Text after “=” stands in quotes, and so do Chinese words before it: "编号" = "late".',
)
NO_TITLE = Words(zh="缺少 title（这个设想叫什么）", en="The title is missing: what the scenario is called.")
TITLE_FORM = Words(zh='如 title = "多一名足球教练"', en='Such as title = "One more football coach".')
LONG_TITLE = Words(zh="超过 {limit} 个字", en="It is longer than {limit} characters.")
NO_CHANGE = Words(zh="没有一处改动", en="It changes nothing.")
CHANGE_FORM = Words(
    zh="每处改动以 [[change]] 开头，接着写 add、set、drop 或 setting",
    en="Each change begins with [[change]]; then add, set, drop or setting says what it does.",
)
ONE_VERB = Words(
    zh="一处改动要写 add、set、drop、setting 中的一个，这里写了 {count} 个",
    en="A change has exactly one of add, set, drop, setting; here are {count}.",
)
SPLIT = Words(zh="请分成几处 [[change]]", en="Make several [[change]] of it.")


def read(path: Path) -> Scenario:
    """Read a scenario's file.

    Raises
    ------
    InputError
        With every fault found.
    """
    return parse(path.stem, text_in(path))


def text_in(path: Path) -> str:
    """Return the text of a scenario's file.

    Raises
    ------
    InputError
        If there is no such file, or it is too long or no text.
    """
    if not path.is_file():
        raise InputError((Fault(NO_FILE.with_(name=path.name), way_out=CHECK_NAME.with_()),))
    if path.stat().st_size > MOST_BYTES:
        raise InputError((_too_big(path.name),))
    found = decoded(path.read_bytes())
    if found is None:
        raise InputError((Fault(NO_TEXT.with_(), file=path.name, way_out=SAVE_UTF8.with_()),))
    return found[0]


def parse(name: str, text: str) -> Scenario:
    """Read the text of a scenario that is called ``name``.

    Raises
    ------
    InputError
        With every fault found, at its change and key.
    """
    file = name + SUFFIX
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise InputError((_too_big(file),))
    try:
        tree = tree_of_toml(text)
    except TomlError as error:
        line = re.search(r"\(at line (\d+)", str(error))
        fault = Fault(
            BAD_TOML.with_(why=str(error)),
            file=file,
            row=int(line[1]) if line else None,
            way_out=QUOTES.with_(),
        )
        raise InputError((fault,)) from None
    reader = _Reader(file)
    title, note = reader.words(tree, "title"), reader.words(tree, "note")
    if not title and "title" not in tree:
        reader.fault(NO_TITLE.with_(), key="title", way_out=TITLE_FORM.with_())
    reader.strange(tree, KEYS)
    changes = tuple(reader.changes(tree.get("change")))
    if reader.faults:
        raise InputError(tuple(reader.faults))
    return Scenario(name=name, title=title, note=note, changes=changes)


def _too_big(file: str) -> Fault:
    limits = SHORTER.with_(changes=MOST_CHANGES, size=MOST_BYTES)
    return Fault(TOO_BIG.with_(), file=file, way_out=limits)


class _Reader(CellReader):
    """Reads the whole file, change after change."""

    def words(self, tree: Mapping[str, object], key: str) -> str:
        value = tree.get(key, "")
        if not isinstance(value, str) or (key == "title" and key in tree and not value.strip()):
            self.fault(NO_TITLE.with_() if key == "title" else NO_VALUE.with_(), key=key, value=value,
                       way_out=TITLE_FORM.with_())  # fmt: skip
            return ""
        if len(value) > LONGEST_TITLE * (1 if key == "title" else 10):
            self.fault(LONG_TITLE.with_(limit=LONGEST_TITLE), key=key)
        return " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())

    def changes(self, listed: object) -> Iterator[Change]:
        if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
            self.fault(NO_CHANGE.with_(), key="change", way_out=CHANGE_FORM.with_())
            return
        if len(listed) > MOST_CHANGES:
            self.faults.append(_too_big(self.file))
            return
        for self.number, tree in enumerate(listed, 1):
            change = self.change(tree)
            if change is not None:
                yield change

    def change(self, tree: Mapping[str, object]) -> Change | None:
        verbs = [verb for verb in VERBS if verb in tree]
        if len(verbs) != 1:
            way_out = SPLIT if verbs else CHANGE_FORM
            self.fault(ONE_VERB.with_(count=len(verbs)), way_out=way_out.with_())
            return None
        verb = verbs[0]
        self.strange(tree, (verb, *VERBS[verb]))
        if verb == "setting":
            return self.setting(tree)
        table = self.table(verb, tree[verb])
        if table is None:
            return None
        if verb == "add":
            rows = tuple(self.rows(tree, table))
            return Add(table=table.name, rows=rows) if rows else None
        where = self.where(tree, table)
        if verb == "drop":
            return Drop(table=table.name, where=where)
        return Set(table=table.name, where=where, to=self.cells(tree, "to", table))

    def setting(self, tree: Mapping[str, object]) -> Setting | None:
        key, fault = setting_key(tree["setting"])
        if fault is not None:
            self.fault(*fault[:1], key="setting", value=tree["setting"], way_out=fault[1])
        if "to" not in tree:
            self.fault(MISSING.with_(key="to"), way_out=FORMS["to"].with_())
            return None
        text = setting_text(key, tree["to"])
        if text is None:
            self.fault(NO_VALUE.with_(), key="to", way_out=PLAIN_VALUE.with_())
        return Setting(key=key, to=text or "")
