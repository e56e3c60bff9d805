"""What is new to a reader since they last looked (`models.look`), read from the record.

New are clauses of whose text a file or a correction says something new, on which somebody
decided, or on which there is a comment that the reader may read. Nobody's own doing is new
to them, and nothing is to a reader who is not signed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from proposals.core.model import Kind
from proposals.models import Annotation, Comparison, Look, Record, Row
from proposals.permissions import Visitor, visible_annotations, visible_comparisons
from proposals.selectors.recording import COMMENTS, KINDS

VISIT = timedelta(minutes=30)
"""Without a request for so long a visit is over."""

_TEXT = (*KINDS["imports"], Record.Verb.CORRECTED)
_DECISIONS = KINDS["decisions"]


@dataclass(frozen=True, slots=True)
class News:
    """What is new of one clause: the groups whose text is, and the decisions and comments."""

    groups: dict[str, None] = field(default_factory=dict)  # in order, as a set has none
    decisions: set[int] = field(default_factory=set)
    comments: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Fresh:
    """All that is new in a comparison. `seen` is the last line of the record that is old,
    `until` the last there is; `rows` by the clauses' addresses."""

    since: datetime
    seen: int
    until: int
    rows: dict[str, News]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def comments(self) -> set[int]:
        return {comment for news in self.rows.values() for comment in news.comments}


def fresh(user: Visitor, comparison: Comparison) -> Fresh | None:
    """None for a stranger, and for somebody who has never looked. Five queries."""
    if not isinstance(user, User):
        return None
    found = Look.objects.filter(user=user, comparison=comparison).first()
    if found is None:
        return None
    seen, since = old_line(found)
    return Fresh(since, seen, last_line(comparison), _news(user, [found]).get(comparison.pk, {}))


def new_rows(user: Visitor, comparison: Comparison) -> frozenset[str]:
    """The addresses of the clauses that are new to the reader."""
    found = fresh(user, comparison)
    return frozenset(found.rows) if found else frozenset()


def fresh_counts(user: Visitor) -> dict[int, int]:
    """How many clauses are new to the reader, by the comparison's key; four queries.

    Only comparisons that they may see and have looked at, and that have something new.
    """
    if not isinstance(user, User):
        return {}
    allowed = Comparison.objects.filter(visible_comparisons(user))
    looks = list(Look.objects.filter(user=user, comparison__in=allowed))
    return {comparison: len(rows) for comparison, rows in _news(user, looks).items()}


def old_line(look: Look, now: datetime | None = None) -> tuple[int, datetime]:
    """The last line of the record that is old to the reader, and its time for people."""
    if (now or timezone.now()) - look.at > VISIT:
        return look.shown, look.shown_at
    return look.seen, look.seen_at


def last_line(comparison: Comparison) -> int:
    """The number of the last line of the record; 0 while there is none."""
    found = Record.objects.filter(resolution=comparison.base.resolution_id).order_by("-pk")
    return found.values_list("pk", flat=True).first() or 0


_Line = tuple[int, str, dict[str, Any]]  # comparison, verb, detail


def _news(user: User, looks: Sequence[Look]) -> dict[int, dict[str, News]]:
    """The new clauses of each comparison, by their addresses. Three queries."""
    seen = {look.comparison_id: old_line(look)[0] for look in looks}
    if not seen:
        return {}
    records = (
        Record.objects.filter(comparison__in=seen, pk__gt=min(seen.values()))
        .filter(verb__in=(*_TEXT, *_DECISIONS, *COMMENTS))
        .exclude(by=user)
        .order_by("pk")
        .values_list("pk", "comparison", "verb", "detail")
    )
    lines = [(where, verb, more) for pk, where, verb, more in records if pk > seen[where]]
    readable = _readable(user, lines)
    found: dict[int, dict[str, News]] = defaultdict(lambda: defaultdict(News))
    for where, verb, detail in lines:
        rows = found[where]
        if verb in COMMENTS:
            if detail["annotation"] in readable:
                rows[detail["row"]].comments.add(detail["annotation"])
        elif verb in _DECISIONS:
            rows[detail["row"]].decisions.add(detail["decision"])
        else:
            for group, uids in _came(detail).items():
                for uid in uids:
                    rows[uid].groups[group] = None
    return _standing(found)


def _came(detail: dict[str, Any]) -> dict[str, list[str]]:
    """Whose text is new in which rows, by a line on an import or on a correction."""
    if "row" in detail:
        return {detail.get("group", ""): [detail["row"]]}
    news: dict[str, list[str]] = detail.get("news", {})
    return news


def _readable(user: User, lines: Iterable[_Line]) -> set[int]:
    """The comments among them that the reader may read."""
    wanted = [detail["annotation"] for _, verb, detail in lines if verb in COMMENTS]
    if not wanted:
        return set()
    found = Annotation.objects.filter(visible_annotations(user), pk__in=wanted)
    return set(found.values_list("pk", flat=True))


def _standing(found: dict[int, dict[str, News]]) -> dict[int, dict[str, News]]:
    """Only rows that the tables still have, and show; in their order."""
    uids = {uid for rows in found.values() for uid in rows}
    kept: dict[int, dict[str, News]] = defaultdict(dict)
    rows = Row.objects.filter(comparison__in=found, uid__in=uids).exclude(kind=Kind.PROPOSAL)
    for where, uid in rows.order_by("comparison", "position").values_list("comparison", "uid"):
        if uid in found[where]:
            kept[where][uid] = found[where][uid]
    return dict(kept)
