"""Aligning.

Made-up resolutions (`synthetic.py`, fixed seed) against CollateX with near matching, each clause
one of its tokens. Ours includes all that a table needs: rows, moves, rivals and the redline of
every changed cell. Pair F1 counts the pairs of a base clause and a column's clause.
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
from proposals.core.model import Row

# A text after a round of negotiation; and the worst case for anything that needs anchors.
NEGOTIATED = Rates(edit=0.5, insert=0.1, delete=0.1, move=0.1)
ALL_EDITED = Rates(edit=1.0, insert=0.1, delete=0.1, move=0.05)

_LARGE_RUN = """
import resource, time
from benchmarks.synthetic import sample
from proposals.core.align import align
made = sample({clauses}, {columns})
start = time.perf_counter()
align(made.base, made.columns)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def rows() -> Iterator[tuple[str, str, str, bool | None]]:
    """The figures, as `benchmarks.__main__` wants them."""
    small = sample(120, 5, NEGOTIATED)
    theirs, collated = fastest(lambda: collate(small), 3)
    ours, aligned = fastest(lambda: align(small.base, small.columns), 15)
    yield from against("6 × 120 clauses", ours, theirs, 40)
    good, other = f1(small, pairs(small, aligned)), f1(small, collated_pairs(small, collated))
    yield (
        "pair F1, 6 × 120",
        f"{good:.3f}, CollateX {other:.3f}",
        "better by .05",
        good - other >= 0.05,
    )
    edited = sample(120, 5, ALL_EDITED)
    score = f1(edited, pairs(edited, align(edited.base, edited.columns)))
    yield "pair F1, every clause edited", f"{score:.3f}", "", None
    large = sample(1000, 5, NEGOTIATED)
    ours, aligned = fastest(lambda: align(large.base, large.columns), 3)
    theirs, _ = fastest(lambda: collate(large), 1)
    yield from against("6 × 1,000 clauses", ours, theirs, 250)
    yield "pair F1, 6 × 1,000", f"{f1(large, pairs(large, aligned)):.3f}", "", None
    # In a process of its own, so that the memory is that of the alignment.
    command = [sys.executable, "-c", _LARGE_RUN.format(clauses=5000, columns=10)]
    seconds, kilobytes = map(float, subprocess.check_output(command).split())
    yield "10 × 5,000 clauses", f"{seconds:.1f} s", "below 5 s", seconds < 5
    yield "its peak memory", f"{kilobytes / 1024:.0f} MB", "below 300 MB", kilobytes < 300 * 1024


def against(
    what: str, ours: float, theirs: float, goal: int
) -> Iterator[tuple[str, str, str, bool]]:
    ratio = theirs / ours
    measured = f"{ours * 1000:.0f} ms, CollateX {theirs:.2f} s: {ratio:.0f} × faster"
    yield what, measured, f"{goal} × faster", ratio >= goal


def fastest(run: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The fastest of several runs in seconds, and what it gave."""
    seconds, result = float("inf"), None
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        seconds = min(seconds, time.perf_counter() - start)
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
