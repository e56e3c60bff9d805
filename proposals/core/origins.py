"""Where each word of a draft comes from: its text, cut where its spans begin and end.

The runs of a clause of the draft go along the text in force, whatever was put in or taken
out, so that a span is found again by its place there, also after cross-references followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from proposals.core import merge
from proposals.core.draft import OWN, Contest, Decision
from proposals.core.model import Op, Run, Runs

WHOLE = "all"
REST = "rest"


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring words of one origin. `key` names their span ("3-5"), or is WHOLE where the
    clause was written or deleted as one, or REST for words that no group would change."""

    key: str
    runs: Runs


def key_of(span: tuple[int, int]) -> str:
    return f"{span[0]}-{span[1]}"


def parts(contest: Contest, runs: Runs, whole: Decision | None = None) -> tuple[Part, ...]:
    """The runs of a draft's clause by their origins; joined they are the same runs.

    `whole` is the decision in force on the clause as a whole.
    """
    if whole is not None and whole.choice in OWN:
        return (Part(WHOLE, runs),) if runs else ()
    cut = _cut(runs, _extents(contest))
    return tuple(
        Part(key, tuple(run for _, run in group))
        for key, group in groupby(cut, key=lambda each: each[0])
    )


def _extents(contest: Contest) -> list[tuple[int, int, str]]:
    """The spans as [start, stop) characters of the text in force."""
    starts = [0]
    for unit in merge.units(contest.base_text):
        starts.append(starts[-1] + len(unit))
    return [(starts[span.start], starts[span.stop], key_of(span.key)) for span in contest.spans]


def _cut(runs: Runs, extents: Sequence[tuple[int, int, str]]) -> Iterator[tuple[str, Run]]:
    place = 0
    key = REST
    for run in runs:
        if run.op is Op.INSERT:
            # What follows the draft's numbering belongs to the words whose number it takes.
            if not run.why:
                key = next((name for a, b, name in extents if a <= place <= b), REST)
            yield key, run
            continue
        left = run.text
        while left:
            inside = next(((b, name) for a, b, name in extents if a <= place < b), None)
            ahead = min((a for a, _, _ in extents if a > place), default=place + len(left))
            stop, key = inside or (ahead, REST)
            piece, left = left[: stop - place], left[stop - place :]
            place += len(piece)
            yield key, replace(run, text=piece)
