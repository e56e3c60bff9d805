"""Runs as they are stored: `[op, text, author, date, why]`, empty ends left out.

The most frequent run, one that changes nothing, so takes two entries.
"""

from __future__ import annotations

from collections.abc import Iterable

from proposals.core.model import Op, Run, Runs

Packed = list[list[str]]


def pack(runs: Iterable[Run]) -> Packed:
    packed = []
    for run in runs:
        entry = [run.op.value, run.text]
        if run.why:
            entry += [run.author, run.date, run.why]
        elif run.date:
            entry += [run.author, run.date]
        elif run.author:
            entry.append(run.author)
        packed.append(entry)
    return packed


_OPS = {op.value: op for op in Op}


def unpack(packed: Packed) -> Runs:
    return tuple([Run(_OPS[op], *rest) for op, *rest in packed])
