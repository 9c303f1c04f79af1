"""The peers' own environments: one for each kind, apart from each other and from the product.

OR-tools and HiGHS's Python package clash in one process, and Timefold pins an old bridge to Java.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = ROOT / "out" / "peers" / "environments"
REQUIREMENTS = Path(__file__).parent / "environments"
STAMP = "made-from.txt"
OLDEST_JAVA = 17


class EnvironmentFailedError(RuntimeError):
    """An environment could not be set up."""


def kinds() -> list[str]:
    """Return the kinds of environments: one for each file of requirements."""
    return sorted(path.stem for path in REQUIREMENTS.glob("*.txt"))


def interpreter(kind: str, home: Path = HOME) -> Path:
    """Return where the interpreter of an environment is, or would be."""
    return home / kind / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def missing(kind: str, home: Path = HOME) -> str:
    """Return in words what an environment lacks; empty where it can be used."""
    if not _up_to_date(kind, home):
        return f"its environment is not set up in {home} (python -m benchmarks.peers setup)"
    return no_java() if kind == "timefold" else ""


def no_java() -> str:
    """Return in words why Java can't be used; empty where it can."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if java is None:
        return f"there is no Java here; it needs a JDK {OLDEST_JAVA} or newer"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    number = re.search(r'version "(\d+)', said)
    if number is None or int(number[1]) < OLDEST_JAVA:
        return f"Java says {said.strip()[:60]!r}; it needs a JDK {OLDEST_JAVA} or newer"
    return ""


def set_up(kind: str, home: Path = HOME) -> bool:
    """Make an environment from its requirements; return whether there was anything to do.

    Raises
    ------
    EnvironmentFailedError
        There is no pip, or it could not install what is asked for.
    """
    if _up_to_date(kind, home):
        return False
    wanted = REQUIREMENTS / f"{kind}.txt"
    folder = home / kind
    # pip of the interpreter that runs us serves the new one: where ensurepip is missing, as on Debian, too.
    venv.create(folder, clear=True, with_pip=False)
    install = [*_pip(), "--python", str(interpreter(kind, home)), "install", "-qq"]
    done = subprocess.run(
        [*install, "--disable-pip-version-check", "--no-warn-script-location", "-r", str(wanted)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"{kind}: pip could not install {wanted.name}: {done.stderr.strip()[-600:]}"
        raise EnvironmentFailedError(message)
    (folder / STAMP).write_text(wanted.read_text(encoding="utf-8"), encoding="utf-8")
    return True


def _up_to_date(kind: str, home: Path) -> bool:
    stamp = home / kind / STAMP
    wanted = REQUIREMENTS / f"{kind}.txt"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted.read_text(encoding="utf-8")


def _pip() -> list[str]:
    """Return a command that runs pip: our own, or that of the interpreter our environment was made from."""
    base = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    for python in (sys.executable, str(base)):
        asked = [python, "-m", "pip"]
        if not subprocess.run([*asked, "--version"], capture_output=True, check=False).returncode:
            return asked
    message = "neither this Python nor the one it was made from has pip"
    raise EnvironmentFailedError(message)
