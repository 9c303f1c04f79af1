"""A folder that changes as a whole: killed at any step, it is the old one or the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from solver.base import atomic_folder

# Every call by which the disk is changed; the process is killed or the disk fails right before one of them.
STEPS = ("mkdir", "rename", "link", "open", "fsync", "unlink", "rmdir", "symlink")
PLATFORMS = ("linux", "elsewhere")
"""Only on the first can two folders change places in one step."""

SWAPPER = """
    import ctypes, os, signal, sys
    from pathlib import Path
    from solver.base import atomic_folder as atomic

    out, left, sys.platform = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]

    def counted(real):
        def call(*args, **kwargs):
            global left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)
        return call

    for step in {steps!r}:
        setattr(os, step, counted(getattr(os, step)))
    # Whoever lets two folders change places asks the system's library for it.
    ctypes.CDLL = counted(ctypes.CDLL)
    with atomic.replacing(out) as fresh:
        atomic.keep(out, fresh, frozenset({{"a"}}))
        atomic.write(fresh / "a", b"new")
        atomic.write(fresh / "b", b"new")
    print("done")
"""


def swap_until_killed(out: Path, steps: int, platform: str) -> bool:
    """Replace the folder in a process that dies after so many steps; tell whether it came to the end."""
    code = textwrap.dedent(SWAPPER).format(steps=STEPS)
    command = [sys.executable, "-c", code, str(out), str(steps), platform]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.stdout == "done\n"


def contents(out: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in out.iterdir()}


OLD = {"a": "old", "kept": "kept"}
NEW = {"a": "new", "b": "new", "kept": "kept"}


def fill(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, text in OLD.items():
        (out / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_killed_process_leaves_the_old_or_the_new_folder(tmp_path, platform):
    seen = []
    for steps in range(100):
        out = tmp_path / str(steps) / "case"
        fill(out)
        ended = swap_until_killed(out, steps, platform)
        atomic_folder.mend(out)
        seen.append(contents(out))
        assert seen[-1] in (OLD, NEW)
        # What was left lying about stops nobody.
        with atomic_folder.replacing(out) as fresh:
            atomic_folder.keep(out, fresh)
        assert contents(out) == seen[-1]
        if ended:
            break
    assert seen[0] == OLD
    assert seen[-1] == NEW
    assert len(seen) > 10


class FullDiskError(OSError):
    pass


class RefusedError(Exception):
    pass


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_failing_disk_leaves_the_old_or_the_new_folder(tmp_path, monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    for steps in range(100):
        out = tmp_path / str(steps) / "case"
        fill(out)
        left = [steps]
        with monkeypatch.context() as patch:
            for step in ("mkdir", "rename", "fsync", "symlink"):
                patch.setattr(os, step, failing(getattr(os, step), left))
            try:
                with atomic_folder.replacing(out) as fresh:
                    atomic_folder.keep(out, fresh, frozenset({"a"}))
                    atomic_folder.write(fresh / "a", b"new")
                    atomic_folder.write(fresh / "b", b"new")
            except FullDiskError:
                ended = False
            else:
                ended = True
        assert contents(out) in (OLD, NEW)
        assert not ended or contents(out) == NEW
        assert [path.name for path in out.parent.iterdir()] == ["case"]
        if ended:
            return
    pytest.fail("it never came to the end")


def failing(real, left):
    def call(*args, **kwargs):
        left[0] -= 1
        if left[0] == -1:
            raise FullDiskError(28, "No space left on device")
        return real(*args, **kwargs)

    return call


def test_what_is_refused_after_the_swap_comes_back(tmp_path):
    fill(tmp_path / "case")
    seen = []

    def refuse(replaced: Path) -> None:
        seen.append(contents(replaced))
        raise RefusedError

    with pytest.raises(RefusedError), atomic_folder.replacing(tmp_path / "case", refuse) as fresh:
        atomic_folder.write(fresh / "a", b"new")
    assert seen == [OLD]
    assert contents(tmp_path / "case") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_folders_links_and_dates_stay_as_they_are(tmp_path):
    out = tmp_path / "case"
    fill(out)
    (out / "inner" / "a").mkdir(parents=True)
    (out / "inner" / "a" / "deep").write_text("x", encoding="utf-8")
    (out / "link").symlink_to("inner")
    os.utime(out / "kept", (1_000_000, 1_000_000))
    with atomic_folder.replacing(out) as fresh:
        atomic_folder.keep(out, fresh, frozenset({"a"}))
    assert (out / "inner" / "a" / "deep").read_text("utf-8") == "x"
    assert (out / "link").readlink() == Path("inner")
    assert (out / "kept").stat().st_mtime == 1_000_000
    assert not (out / "a").exists()


def test_only_one_at_a_time_is_alone(tmp_path):
    code = f"""
    from pathlib import Path
    from solver.base import atomic_folder as atomic
    with atomic.alone_in(Path({str(tmp_path)!r})):
        print("in", flush=True)
        input()
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "in\n"
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as third:
            assert third.stdin
            assert third.stdout
            with pytest.raises(subprocess.TimeoutExpired):
                third.wait(0.5)
            other.stdin.write("\n")
            other.stdin.close()
            assert third.stdout.readline() == "in\n"
            third.stdin.write("\n")
            third.stdin.close()
