"""Merging.

Spans and readings of invented texts: one of the size of Resolution 44 (150 clauses) with three
groups, one ten times as long with eight. Then a decision on the page: posted, stored, and the
clause shown again, with the draft of the same text folded anew behind the lock.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import server
from benchmarks.synthetic import sample
from proposals.core.align import align
from proposals.core.draft import Choice, Contest, Decision, fold
from proposals.core.merge import units
from proposals.core.model import Clause
from proposals.core.redline import diff

CLAUSES, GROUPS = 150, 3
Row = tuple[str, str, str, bool | None]


def rows() -> Iterator[Row]:
    small, large = _contests(CLAUSES, GROUPS), _contests(10 * CLAUSES, 8)
    cutting = _time(partial(_units, small))
    yield _spans(f"spans of {CLAUSES} clauses × {GROUPS} groups", small, cutting, 4)
    yield _spans(
        f"spans of {10 * CLAUSES} clauses × 8 groups", large, _time(partial(_units, large)), 4
    )
    decisions = [Decision(one.uid, Choice.BRACKET) for one in small]
    folding, spanning = _time(partial(fold, small, decisions)), _time(partial(_again, small))
    yield (
        "folding the draft of the smaller, everything in brackets",
        f"{folding * 1000:.1f} ms, {folding / spanning:.1f} × its spans",
        "at most 2 × its spans",
        folding <= 2 * spanning,
    )
    yield from _on_the_page()


def _spans(what: str, contests: list[Contest], cutting: float, goal: int) -> Row:
    took = _time(partial(_again, contests))
    return (
        what,
        f"{took * 1000:.0f} ms, {took / cutting:.1f} × cutting every text into words",
        f"at most {goal} × the cutting",
        took <= goal * cutting,
    )


def _contests(clauses: int, groups: int) -> list[Contest]:
    made = sample(clauses, groups)
    names = [column.group for column in made.columns]
    return [
        Contest(
            str(number),
            row.base,
            {
                name: _redlined(row.base, cell.clause)
                for name, cell in zip(names, row.cells, strict=True)
                if cell is not None
            },
        )
        for number, row in enumerate(align(made.base, made.columns))
    ]


def _redlined(base: Clause | None, clause: Clause) -> Clause:
    """The clause as a change of its row's base, as the store holds it."""
    return replace(clause, text=diff(base.base if base is not None else "", clause.proposed))


def _again(contests: list[Contest]) -> None:
    for one in contests:
        Contest(one.uid, one.base, one.proposed)


def _units(contests: list[Contest]) -> None:
    for one in contests:
        for text in (one.base_text, *(clause.proposed for clause in one.proposed.values())):
            units(text)


def _time(work: Callable[[], object], rounds: int = 7) -> float:
    """The median of a few runs, in seconds."""
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken)


def _on_the_page() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        server.prepare(Path(folder))
        from django.conf import settings
        from django.contrib.auth.models import User
        from django.test import Client

        from benchmarks.serving import CLAUSES, COLUMNS
        from proposals.models import Comparison
        from proposals.selectors.drafting import fold_draft

        settings.ALLOWED_HOSTS = ["testserver"]
        server.fill(CLAUSES, COLUMNS)
        comparison = Comparison.objects.get()
        client = Client()
        client.force_login(User.objects.create_superuser("bench"))
        open_ones = [one for one in fold_draft(comparison).contests if one.base and one.spans]
        addresses = iter(f"/resolutions/44/rows/{one.uid}/" for one in open_ones)

        def decide() -> None:
            address = next(addresses)
            posted = client.post(f"{address}decide/", {"choice": "bracket", "seen": 0})
            if posted.status_code != 302:
                raise RuntimeError(f"the decision was answered with {posted.status_code}")
            client.get(posted["Location"])

        folding = _time(lambda: fold_draft(comparison))
        took = _time(decide, 11)
        again = f"/resolutions/44/rows/{open_ones[0].uid}/"
        showing = _time(partial(client.get, again), 11)
    yield (
        "a decision, posted and shown again",
        f"{took * 1000:.0f} ms, {took / folding:.1f} × folding the draft",
        "at most 5 × folding the draft",
        took <= 5 * folding,
    )
    yield (
        "the clause's page while nothing changes",
        f"{showing * 1000:.0f} ms, {showing / took:.0%} of the decision",
        "at most 50% of the decision",
        showing <= 0.5 * took,
    )
