"""The page's tables of the app in a browser: how soon it answers, and what several sessions hold."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.page.runs import gathered
from benchmarks.page.tables import table
from benchmarks.record import Record

LATE = "‡"
"""Marks an answer that came later than promised."""


def interaction(records: Iterable[Record]) -> str:
    """Return one row for each thing a user does: cold, and the median and worst of the warm answers."""
    rows = []
    for runs in gathered(records):
        record = runs.first
        for action, middle in record.phases.items():
            cold, worst = (float(record.facts[f"{action} ({word})"]) for word in ("cold", "worst"))
            late = LATE if middle > record.time_limit else ""
            rows.append(
                (
                    f"{record.instance}{runs.busy}",
                    action,
                    f"{cold:.2f}",
                    f"{middle:.2f}{late}",
                    f"{worst:.2f}",
                )
            )
        rows.append((record.instance, "memory of the server, MiB", "", f"{record.peak_mib:.0f}", ""))
    return table(("case", "what is done", "cold, s", "median, s", "worst, s"), rows)


def sessions(records: Iterable[Record]) -> str:
    """Return one row for each load: answers and memory."""
    rows = [
        (
            f"{runs.first.instance}{runs.busy}",
            str(runs.first.facts["sessions"]),
            str(runs.first.facts["solving"]),
            f"{runs.first.phases['median']:.2f}",
            f"{runs.first.phases['worst']:.2f}",
            f"{runs.first.facts['server_mib']:.0f}",
            f"{runs.first.facts['worker_mib']:.0f}",
            f"{runs.first.peak_mib:.0f}",
        )
        for runs in gathered(records)
    ]
    head = ("case", "sessions", "solving", "median, s", "worst, s", "server, MiB", "a solve, MiB", "all, MiB")
    return table(head, rows)
