"""How far negotiations are: of many comparisons at once, from what their rows hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from proposals.core.model import Kind
from proposals.models import Decision, Row
from proposals.selectors.shares import Part, parts

Agreement, Status = Row.Agreement, Row.Status
AT_ODDS = (Agreement.CONFLICT, Agreement.COMPETING)
# How far a clause is, in the order of a bar that fills.
STAGES = (Status.DECIDED, Status.BRACKETED, Status.DEFERRED, Status.OPEN)


@dataclass(frozen=True, slots=True)
class Place:
    """A clause, by its address and by its name."""

    uid: str
    section: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Progress:
    """`stages` are clauses to be decided, by their status; `changed` all that a group changes.

    `disputes` are clauses in conflict and places that new clauses compete for, while they
    are open; `agreed` the open clauses on which all who change them say the same. `marks`
    are what the group said of clauses (`Decision.Status`), the last word on each.
    """

    stages: dict[str, int] = field(default_factory=dict)
    changed: int = 0
    agreed: int = 0
    disputes: int = 0
    first: Place | None = None  # the first dispute
    marks: dict[str, int] = field(default_factory=dict)

    @property
    def to_decide(self) -> int:
        return sum(self.stages.values())

    @property
    def open(self) -> int:
        return self.stages.get(Status.OPEN.value, 0)

    @property
    def decided(self) -> int:
        """What waits for no decision, as the draft's page counts it."""
        return self.to_decide - self.open

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts((stage, self.stages.get(stage.value, 0)) for stage in STAGES)

    @property
    def noted(self) -> tuple[tuple[Decision.Status, int], ...]:
        """What was said of clauses beyond the text; "open" says nothing."""
        return tuple(
            (one, self.marks[one.value])
            for one in Decision.Status
            if one != Decision.Status.OPEN and self.marks.get(one.value)
        )

    @property
    def left(self) -> tuple[int, int]:
        """What is left to do, for sorting: disputes weigh most."""
        return self.disputes, self.open


def progress_of(comparisons: Collection[int]) -> dict[int, Progress]:
    """The progress of each comparison; three queries."""
    stages: defaultdict[int, dict[str, int]] = defaultdict(dict)
    changed: Counter[int] = Counter()
    agreed: Counter[int] = Counter()
    rows = Row.objects.filter(comparison__in=comparisons).exclude(kind=Kind.PROPOSAL).order_by()
    for one, agreement, status, count in rows.values_list(
        "comparison", "agreement", "status"
    ).annotate(count=Count("pk")):
        if agreement != Agreement.NOBODY:
            changed[one] += count
        if status != Status.UNTOUCHED:
            stages[one][status] = stages[one].get(status, 0) + count
        if (agreement, status) == (Agreement.UNANIMOUS, Status.OPEN):
            agreed[one] += count
    places = _disputes(comparisons)
    marks = _marks(comparisons)
    return {
        one: Progress(
            stages[one],
            changed[one],
            agreed[one],
            len(places[one]),
            next(iter(places[one].values()), None),
            marks[one],
        )
        for one in comparisons
    }


def _disputes(comparisons: Collection[int]) -> defaultdict[int, dict[object, Place]]:
    """Open disputes in order; rows that compete for one place are one."""
    found: defaultdict[int, dict[object, Place]] = defaultdict(dict)
    for one, rival, uid, section, label, kind in (
        Row.objects.filter(comparison__in=comparisons, agreement__in=AT_ODDS, status=Status.OPEN)
        .order_by("position")
        .values_list("comparison", "rival", "uid", "section", "base__label", "kind")
    ):
        found[one].setdefault(rival or uid, Place(uid, section, label or "", kind))
    return found


def _marks(comparisons: Collection[int]) -> defaultdict[int, dict[str, int]]:
    last: dict[tuple[int, str], str] = {}
    for one, row, status in (
        Decision.objects.filter(comparison__in=comparisons, choice=Decision.Choice.STATUS)
        .order_by("pk")
        .values_list("comparison", "row", "status")
    ):
        last[one, row] = status
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for (one, _), status in last.items():
        found[one][status] = found[one].get(status, 0) + 1
    return found


def whole(progress: Iterable[Progress]) -> Progress:
    """Several comparisons' progress as one, without what has one place."""
    found = tuple(progress)
    stages: Counter[str] = Counter()
    for one in found:
        stages.update(one.stages)
    return Progress(
        dict(stages),
        sum(one.changed for one in found),
        sum(one.agreed for one in found),
        sum(one.disputes for one in found),
    )
