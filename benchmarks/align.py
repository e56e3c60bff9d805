"""Aligning.

Made-up resolutions (`synthetic.py`, fixed seed) against CollateX with near matching, each clause
one of its tokens. Beside it stands `arrange`, which does the same work: who stands beside whom,
moves and competing insertions included. `align` also makes the rows, with the redline of every
changed cell. Pair F1 counts the pairs of a base clause and a column's clause. Times are those of
the processor, which a busy machine falsifies less.
"""

from __future__ import annotations

import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.synthetic import Rates, Sample, sample
from proposals.core.align import align
from proposals.core.arrange import arrange
from proposals.core.model import Row

# A text after a round of negotiation; and the worst case for anything that needs anchors.
NEGOTIATED = Rates(edit=0.5, insert=0.1, delete=0.1, move=0.1)
ALL_EDITED = Rates(edit=1.0, insert=0.1, delete=0.1, move=0.05)

_LARGE_RUN = """
import time
from benchmarks.synthetic import sample
from proposals.core.align import align
from proposals.core.arrange import arrange
made = sample({clauses}, {columns})
for work in (arrange, align):
    start = time.process_time()
    work(made.base, made.columns)
    print(time.process_time() - start)
# Not getrusage: what it gives starts from the size of the process that started this one.
print(*(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""

Rows = Iterator[tuple[str, str, str, bool | None]]


def rows() -> Rows:
    """The figures, as `benchmarks.__main__` wants them."""
    yield from against("6 × 120 clauses", sample(120, 5, NEGOTIATED), 40, times=15, margin=0.05)
    yield from against("… every clause edited", sample(120, 5, ALL_EDITED), None, times=15)
    yield from against("6 × 1,000 clauses", sample(1000, 5, NEGOTIATED), 250, times=3)
    # In a process of its own, so that the memory is that of the alignment.
    command = [sys.executable, "-c", _LARGE_RUN.format(clauses=5000, columns=10)]
    seconds, whole, kilobytes = map(float, subprocess.check_output(command).split())
    yield "10 × 5,000 clauses", f"{seconds:.1f} s", "below 5 s", seconds < 5
    yield "… with all rows and redlines", f"{whole:.1f} s", "", None
    yield "… peak memory", f"{kilobytes / 1024:.0f} MB", "below 300 MB", kilobytes < 300 * 1024


def against(
    what: str, made: Sample, goal: int | None, times: int, margin: float | None = None
) -> Rows:
    """Ours beside CollateX on one sample: time and pair F1."""
    theirs, collated = fastest(lambda: collate(made), max(times // 5, 1))
    ours, _ = fastest(lambda: arrange(made.base, made.columns), times)
    ratio = theirs / ours
    measured = f"{ours * 1000:.0f} ms, CollateX {theirs:.2f} s: {ratio:.0f} × faster"
    yield what, measured, f"{goal} × faster" if goal else "", ratio >= goal if goal else None
    whole, aligned = fastest(lambda: align(made.base, made.columns), times)
    yield "… with all rows and redlines", f"{whole * 1000:.0f} ms, {theirs / whole:.0f} ×", "", None
    good, other = f1(made, pairs(made, aligned)), f1(made, collated_pairs(made, collated))
    yield (
        "… pair F1",
        f"{good:.3f}, CollateX {other:.3f}",
        f"better by {margin}" if margin else "",
        good - other >= margin if margin else None,
    )


def fastest(run: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The fastest of several runs in seconds of the processor, and what it gave."""
    seconds, result = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        result = run()
        seconds = min(seconds, time.process_time() - start)
    return seconds, result


def f1(made: Sample, found: Sequence[set[tuple[int, int]]]) -> float:
    right = sum(len(got & set(key.items())) for got, key in zip(found, made.pairs, strict=True))
    return 2 * right / (sum(map(len, found)) + sum(map(len, made.pairs)))


def pairs(made: Sample, aligned: Sequence[Row]) -> list[set[tuple[int, int]]]:
    """A column's pairs as (its clause, base clause), by index; sources count from 1."""
    found: list[set[tuple[int, int]]] = [set() for _ in made.columns]
    for row in aligned:
        for column, cell in enumerate(row.cells):
            if row.base is not None and cell is not None and cell.clause.source:
                found[column].add((cell.clause.source - 1, row.base.source - 1))
    return found


def collate(made: Sample) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import collatex  # its own code warns on import
    documents = [made.base, *(column.body for column in made.columns)]
    witnesses = [
        {
            "id": str(number),
            "tokens": [
                {"t": clause.base, "n": clause.base, "at": at}
                for at, clause in enumerate(document.clauses)
            ],
        }
        for number, document in enumerate(documents)
    ]
    return collatex.collate({"witnesses": witnesses}, near_match=True, segmentation=False)


def collated_pairs(made: Sample, table: Any) -> list[set[tuple[int, int]]]:
    found: list[set[tuple[int, int]]] = [set() for _ in made.columns]
    for column in table.columns:
        tokens = column.tokens_per_witness
        base = tokens.get("0")
        for number, got in enumerate(found, 1):
            own = tokens.get(str(number))
            if base and own:
                got.add((own[0].token_data["at"], base[0].token_data["at"]))
    return found
