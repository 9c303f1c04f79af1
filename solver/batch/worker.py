"""The process of one case, from its files to its plan folder: a job comes in, lines of JSON go out.

When stdin ends, the batch has asked for the end or is itself gone: the solve stops, nothing is written, and
the process ends.
"""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import BinaryIO

from solver import report, service
from solver.base.errors import AfterbellError, Fault, InputError, NoPlanError
from solver.base.text import Listed, Words
from solver.domain.case import Case
from solver.engine.progress import Snapshot
from solver.jobs.messages import Job, Line, News, Row, Sentence
from solver.jobs.process import STOPPED, Reporter, line

NEWS_SECONDS = 0.5
"""Seconds between two news."""
STOP_SECONDS = 15.0
"""Seconds in which a solve that was asked to stop may end by itself."""
Listen = Callable[[service.Snapshot], None]
MAX_FAULTS_SHOWN = 3
MANY_FAULTS = Words(
    zh="{faults}（共 {count} 处，用 afterbell check 看全部）",
    en="{faults} ({count} in all; see afterbell check)",
)
UNREADABLE = Words(zh="读不了：{reason}", en="It can't be read: {reason}")


def work(job: Job, listen: Listen, opened: Callable[[Case], None], stop: service.Stop) -> Row | None:
    """Do a job and return its row; ``None`` if it was stopped, and then nothing was written.

    ``opened`` is handed the case once it is read, ``listen`` how far its solve is.

    What goes wrong in ways this product knows is a row. Anything else ends the process, and the batch
    tries once more.
    """
    began = time.monotonic()
    row = _outcome(job, listen, opened, stop)
    return row and row.model_copy(update={"seconds": round(time.monotonic() - began, 1)})


def _outcome(job: Job, listen: Listen, opened: Callable[[Case], None], stop: service.Stop) -> Row | None:
    row = Row(name=job.name, state="failed", source=job.source)
    try:
        service.may_write(job.out)
        case = service.open_case(job.case).case
    except InputError as error:
        return _ended(row, "bad_input", _faults(error.faults), settled=True)
    except AfterbellError as error:
        return _ended(row, "failed", Sentence.of(error.message))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _ended(row, "bad_input", Sentence.of(UNREADABLE.with_(reason=reason)))
    opened(case)
    row = _with_case(row, case)
    settings = job.settings
    options = service.Options(
        seconds=settings.seconds, effort=settings.effort, workers=settings.workers, seed=settings.seed
    )
    try:
        result = service.solve(case, options, listen=listen, stop=stop)
        if stop.asked:
            return None
        service.write(result, job.out, settings.lang)
    except NoPlanError as error:
        if stop.asked:
            return None
        repeats = error.proven or settings.effort is not None
        ended = _ended(row, "no_plan", Sentence.of(error.message), settled=repeats)
        return ended.model_copy(update={"proven": error.proven})
    except AfterbellError as error:
        return _ended(row, "failed", Sentence.of(error.message))
    return _with_result(row, result)


def open_level(case: Case, snapshot: service.Snapshot) -> Sentence:
    """Return the first level that may still get better, in words."""
    stage = snapshot.stage
    level = next((one for one in snapshot.levels if one.value != one.bound), None)
    return Sentence() if stage is None or level is None else Sentence.of(report.now_words(case, stage, level))


def _ended(row: Row, state: str, message: Sentence, *, settled: bool = False) -> Row:
    return row.model_copy(update={"state": state, "message": message, "settled": settled})


def _with_case(row: Row, case: Case) -> Row:
    known = {
        "case_id": case.id,
        "case_hash": case.hash,
        "school": case.title,
        "groups": len(case.groups),
        "pupils": pupils_served(case),
        "staff": len(case.staff),
    }
    return row.model_copy(update=known)


def _with_result(row: Row, result: service.Result) -> Row:
    handout = service.handout(result)
    figures = report.summary_of(handout)
    known = {
        "state": "done",
        "settled": True,
        "duties": len(handout.work.duties),
        "uncovered": figures.seats - figures.covered,
        "findings": len(handout.findings),
        "custody_gaps": figures.custody_gaps,
        "largest": figures.largest,
        "bound": figures.largest_bound,
        "message": Sentence.of(report.rules_words(figures)),
    }
    return row.model_copy(update=known)


def pupils_served(case: Case) -> int:
    """Return how many pupils a school serves: each class once, with its fullest session."""
    fullest: dict[str, int] = defaultdict(int)
    for enrolment in case.enrolment:
        fullest[enrolment.group] = max(fullest[enrolment.group], enrolment.pupils)
    return sum(fullest.values())


def _faults(faults: Sequence[Fault]) -> Sentence:
    shown = Listed(faults[:MAX_FAULTS_SHOWN], "；")
    many = len(faults) > MAX_FAULTS_SHOWN
    return Sentence.of(MANY_FAULTS.with_(faults=shown, count=len(faults)) if many else shown)


class Speaker:
    """Writes lines to whoever started this process."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._case: Case | None = None

    def say(self, line: Line) -> None:
        """Write one line."""
        self._stream.write(line.model_dump_json(exclude_defaults=True).encode() + b"\n")
        self._stream.flush()

    def opened(self, case: Case) -> None:
        """Take the case that news are about."""
        self._case = case

    def tell(self, news: list[Snapshot]) -> list[Snapshot]:
        """Write how far the solve is by now."""
        if news and self._case is not None:
            level = open_level(self._case, news[-1])
            self.say(Line(news=News(school=self._case.title, snapshot=news[-1], level=level)))
        return []


def main() -> int:
    """Do the job that stands in the first line of stdin."""
    # Whatever any package prints goes to stderr: stdout is ours alone.
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    speaker = Speaker(stream)
    job = Job.model_validate_json(line())
    stop = service.Stop()
    threading.Thread(target=_obey, args=(stop,), daemon=True).start()
    with Reporter(speaker.tell, NEWS_SECONDS) as reporter:
        row = work(job, reporter.hear, speaker.opened, stop)
    speaker.say(Line(row=row) if row is not None else Line(stopped=True))
    return 0


def _obey(stop: service.Stop) -> None:
    """Wait for the end of stdin, then ask for a stop; a solve that does not listen is ended."""
    # Read below Python's buffers: a thread that sleeps in them would disturb the end of the process.
    while os.read(0, 4096):
        pass
    stop.ask()
    time.sleep(STOP_SECONDS)
    os._exit(STOPPED)
