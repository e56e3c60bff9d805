"""Side-by-side tables of any size, made from the product's own sample.

A table ten times as long holds the sample's sections ten times. In each copy the longer words
are marked, so that no clause stands in the table twice; labels, headings and changes stay as
they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from proposals.core.model import Clause, Column, Kind, Runs
from proposals.samples.make import flat_table, table_columns

_LONG_WORD = re.compile(r"\b[a-z]{5,}\b")
# These open a document or close it, and stand in it once.
_ONCE = {Kind.PROPOSAL, Kind.TITLE, Kind.HISTORY, Kind.OPENING}


def columns(copies: int) -> list[Column]:
    """The sample's columns, their text `copies` times as long; the key to `table`."""
    return [
        replace(column, body=replace(column.body, clauses=_copied(column.body.clauses, copies)))
        for column in table_columns()
    ]


def table(copies: int) -> bytes:
    """The same as the file that the secretariat's table becomes when Word exports it."""
    return flat_table(columns(copies), f"A table of {copies} × the sample").encode()


def _copied(clauses: tuple[Clause, ...], copies: int) -> tuple[Clause, ...]:
    repeated = [clause for clause in clauses if clause.kind not in _ONCE]
    return clauses + tuple(
        replace(
            clause,
            text=clause.text if clause.kind is Kind.HEADING else _marked(clause.text, copy),
        )
        for copy in range(1, copies)
        for clause in repeated
    )


def _marked(runs: Runs, copy: int) -> Runs:
    """The runs with a mark of this copy at the end of each longer word."""
    mark = "".join(chr(ord("a") + int(digit)) for digit in str(copy))
    return tuple(
        replace(run, text=_LONG_WORD.sub(lambda word: word[0] + mark, run.text)) for run in runs
    )
