"""From the file to the browser.

A side-by-side table of the size of the secretariat's for Resolution 44 (some 85 KB, 1,100 cells'
clauses), and tables ten and a hundred times as long: `tables.py`. Each size runs in a process of
its own, so that its memory is its own. The page is asked of the server under gunicorn, first with
nothing cached.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.request import Request, urlopen

from benchmarks import server
from benchmarks.tables import table

SAMPLES_AS_LONG_AS_THE_REAL_TABLE = 4
PAGE = "/resolutions/901/compare/"
PATIENCE = 300  # seconds that one size may take
Row = tuple[str, str, str, bool | None]


def rows() -> Iterator[Row]:
    first: dict[str, float] = {}
    for times in (1, 10, 100):
        size = f"{times} ×" if times > 1 else "real size"
        for what, value in _in_a_process_of_its_own(times):
            if isinstance(value, str):
                yield (f"{size}: {what}", value, "", None)
                continue
            first.setdefault(what, value)
            ratio = f", {value / first[what]:,.1f} × the real size's" if times > 1 else ""
            yield (f"{size}: {what}", f"{value * 1000:,.1f} ms{ratio}", "", None)


def _in_a_process_of_its_own(times: int) -> Iterator[tuple[str, float | str]]:
    """What was measured until patience ran out."""
    command = [sys.executable, "-m", "benchmarks.importing", str(times)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as measuring:
        alarm = Timer(PATIENCE, measuring.kill)
        alarm.start()
        for line in measuring.stdout or ():
            yield tuple(json.loads(line))
        alarm.cancel()
    if measuring.returncode:
        yield ("the rest", f"not done after {PATIENCE} s")


def measure(times: int) -> Iterator[tuple[str, Any]]:
    """Each step of the way with its seconds, in the order in which a file takes it."""
    from proposals.core import align, redline
    from proposals.core.reading import side_by_side

    data = table(times * SAMPLES_AS_LONG_AS_THE_REAL_TABLE)
    clock = _Stopwatch()
    read = side_by_side.read_table(data).value
    yield "reading the table, redlines recovered", clock.lap()
    rows = align.align(read.base, read.columns)
    yield "aligning it", clock.lap()
    pairs = [(clause.base, clause.proposed) for c in read.columns for clause in c.body.clauses]
    clock.lap()
    for old, new in pairs:
        redline.diff(old, new)
    yield "redlines of its pairs", clock.lap()
    with tempfile.TemporaryDirectory() as folder:
        server.prepare(Path(folder))
        yield from _stored(data, clock)
    yield "pairs and rows", f"{len(pairs):,} and {len(rows):,}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield "memory at most", f"{peak // 1024:,} MB"


def _stored(data: bytes, clock: _Stopwatch) -> Iterator[tuple[str, Any]]:
    from proposals.models import Comparison, Meeting
    from proposals.services.import_document import import_document

    Meeting.objects.create(
        code="WTSA-B", conference="WTSA", name="Bench", place="Here", year=2024, published=True
    )
    clock.lap()
    import_document(data=data, name="table.txt", meeting="WTSA-B")
    yield "importing it: read, aligned, rendered, stored", clock.lap()
    Comparison.objects.update(published=True)
    with server.serving() as running:
        for state in ("made anew", "cached"):
            clock.lap()
            with urlopen(
                Request(running.address + PAGE, headers={"Accept-Encoding": "gzip"})
            ) as answer:
                answer.read(1)
                yield f"first byte of the page, {state}", clock.lap()
                size = len(answer.read()) + 1
                yield f"the rest of it, {state}", clock.lap()
    yield "the page, compressed", f"{size // 1000:,} KB"


class _Stopwatch:
    def __init__(self) -> None:
        self.last = time.perf_counter()

    def lap(self) -> float:
        """Seconds since the last lap."""
        now = time.perf_counter()
        seconds, self.last = now - self.last, now
        return seconds


if __name__ == "__main__":
    for step in measure(int(sys.argv[1])):
        print(json.dumps(step), flush=True)
