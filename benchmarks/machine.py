"""What a measurement was taken on: processor, memory, load, versions; and what a process has used so far.

Standard library only, so that a peer's adapter can import this inside an environment of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import resource
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

STATUS = Path("/proc/self/status")
CPUINFO = Path("/proc/cpuinfo")


def peak_mib() -> float:
    """Return the most memory this process has held, in MiB.

    Linux's high-water mark is of this program alone; ``ru_maxrss`` starts at what the process that started
    us held at that time, so it serves only where there is no mark.
    """
    for line in _lines(STATUS):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def cpu_seconds() -> float:
    """Return the processor time of this process and of those it started and waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def load_average() -> float:
    """Return how many processes wanted to run in the last minute, on average."""
    return round(os.getloadavg()[0], 2)


def processor() -> str:
    """Return the processor's model as the system names it."""
    for line in _lines(CPUINFO):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory_gib() -> float:
    """Return the machine's memory in GiB."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)


def versions(*packages: str) -> dict[str, str]:
    """Return the versions of Python and of packages; those that are not installed are left out."""
    found = {"python": platform.python_version()}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def now() -> dt.datetime:
    """Return the time in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
