"""Labels: which half of a glued one is new, and which clauses the numbers say are gone.

`cb)` is c) renumbered to b), or b) to c): the base label tells. A clause that was
deleted as a whole keeps its words and its label, but the clauses after it are
renumbered: after a) comes `cb)`, so the old b) is gone. Each list is read as the
cheapest story of kept, deleted and inserted clauses that explains its labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from proposals.core import labels
from proposals.core.model import Runs, deleted, equal, inserted

NUMBERS = "label arithmetic"
LISTED = "end of list"
RENUMBERED = "renumbered"

# What a story of one list costs: to delete a clause, another one next to it; to delete
# one that has new words or a new label; a label that should have changed and did
# not, a change of label that does not fit; clauses after the one that ends the list;
# a reference that says otherwise; numbers that go on from the list before.
_DELETE, _ALSO, _WORKED_ON, _RELABELLED = 1.5, 0.3, 4.0, 6.0
_UNMARKED, _MISFIT, _AFTER_END, _REFERENCE = 3.0, 6.0, 8.0, 5.0
_CONTINUED = 4.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause of a list, as far as its numbering is concerned.

    `old` is its base ordinal, None for an inserted clause. `shown` are the ordinals
    that its label can stand for, new, `marked` that the label shows the change.
    `edited`: the clause has new words of its own. `closes`: its changed end mark
    says that it is the last. `referred`: the new ordinal that a reference gives it.
    """

    index: int
    old: int | None
    shown: tuple[int, ...]
    marked: bool = False
    edited: bool = False
    closes: bool = False
    referred: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """How a list was read: the deleted clauses, index -> why, and the last new number.

    `continued` says that its numbers go on from the list before.
    """

    gone: dict[int, str]
    last: int
    continued: bool


# How far a story has come: the last new number, whether the clause before is deleted,
# whether the list has ended.
_State = tuple[int, bool, bool]


def split(base: str, shown: str) -> Runs:
    """The runs of a flattened label, given the base label.

    A label that the base label is no part of is new as a whole.
    """
    base, bare = base.strip(), shown.strip()
    if base == bare or not bare:
        return equal(shown)
    old = labels.readings(base) if base else ()
    pairs = labels.unglue(bare)
    # The deleted label comes first, as a rule: `iiiii)` is iii) renumbered to ii).
    for is_first in (True, False):
        for pair in pairs:
            known = pair[0] if is_first else pair[1]
            if any(reading in old for reading in labels.readings(known)):
                return _glued(bare, base, is_first)
    return inserted(shown, RENUMBERED)


def _glued(shown: str, base: str, is_first: bool) -> Runs:
    """`cb)` from c): the c deleted, the b inserted, the bracket kept."""
    body = shown.rstrip(").")
    core = len(base.strip("()."))
    cut = core if is_first else len(body) - core
    halves = (deleted, inserted) if is_first else (inserted, deleted)
    runs = [
        half(part, NUMBERS) for half, part in zip(halves, (body[:cut], body[cut:]), strict=True)
    ]
    return (*runs[0], *runs[1], *equal(shown[len(body) :]))


def read(entries: Sequence[Entry], before: int = 0) -> Story:
    """The cheapest story of one list; `before` is the last number of the list before it."""
    starts = {0: 0.0} | ({before: _CONTINUED} if before else {})
    # state -> (cost, first number, deleted clauses)
    best: dict[_State, tuple[float, int, tuple[int, ...]]] = {
        (start, False, False): (cost, start, ()) for start, cost in starts.items()
    }
    for entry in entries:
        step: dict[_State, tuple[float, int, tuple[int, ...]]] = {}
        for state, (cost, start, gone) in best.items():
            for new, more, is_gone in _ways(entry, *state):
                story = (cost + more, start, (*gone, entry.index) if is_gone else gone)
                if new not in step or story < step[new]:
                    step[new] = story
        best = step
    (last, _, ended), (_, start, gone) = min(best.items(), key=lambda item: item[1])
    end = max((entry.index for entry in entries if entry.closes), default=0) if ended else None
    reasons = {index: NUMBERS if end is None or index < end else LISTED for index in gone}
    return Story(reasons, last, continued=start > 0)


def _ways(
    entry: Entry, last: int, after: bool, ended: bool
) -> Iterable[tuple[_State, float, bool]]:
    """The ways to go on with one clause: (state, what it costs, whether it is deleted)."""
    cost = _AFTER_END if ended else 0.0
    if not entry.shown:  # without a label it takes no number
        yield (last, False, ended or entry.closes), cost, False
    else:
        new = last + 1
        if new not in entry.shown:
            cost += _MISFIT if entry.marked else _UNMARKED
        if entry.referred is not None and entry.referred != new:
            cost += _REFERENCE
        yield (new, False, ended or entry.closes), cost, False
    if entry.old is not None:
        cost = _ALSO if after else _DELETE
        cost += _WORKED_ON * entry.edited + _RELABELLED * entry.marked
        cost += _REFERENCE * (entry.referred is not None)
        yield (last, True, ended), cost, True
