"""Comments as their readers see them: the threads of a clause, of a resolution, their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Prefetch, QuerySet

from proposals.core import anchor
from proposals.core.model import everything
from proposals.models import Annotation, Comparison, Wording
from proposals.permissions import Visitor, group_of, is_staff, may_show, visible_annotations
from proposals.selectors.drafting import kept_draft
from proposals.selectors.resolution import Head, find_comparison, head

Texts = dict[str, tuple[str, ...]]
"""What stands in a row: in force under "", and what each group makes of it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One comment; `earlier` is what it said before, the oldest first."""

    id: int
    who: str
    at: datetime
    text: str
    earlier: tuple[tuple[str, datetime], ...]
    is_own: bool
    from_word: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and its answers. `now` is what the quoted words have become, "" where they
    stand; `lost` says that what it is about is gone: "clause", "group" or "words"."""

    row: str
    place: str
    section: str
    group: str
    quote: str
    now: str
    lost: str
    visibility: str
    to: str
    mentions: tuple[str, ...]
    first: Said
    answers: tuple[Said, ...]
    resolved: bool
    resolved_by: str
    may_answer: bool
    may_settle: bool
    may_share: bool


@dataclass(frozen=True, slots=True)
class Commenting:
    """The comments of one clause, and to whom the reader may show one of their own."""

    threads: tuple[Thread, ...]
    may_show: tuple[str, ...]
    groups: tuple[str, ...]  # whose text the clause has
    everybody: tuple[str, ...]  # who can be mentioned

    @property
    def open(self) -> int:
        return sum(not thread.resolved for thread in self.threads)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of comments is narrowed to; "" for all."""

    group: str = ""
    section: str = ""
    state: str = ""  # open, resolved or lost
    visibility: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class CommentsPage:
    head: Head
    threads: tuple[Thread, ...]
    total: int
    filters: Filters
    groups: tuple[str, ...]
    sections: tuple[str, ...]
    signed_in: bool


def visible(comparison: Comparison, user: Visitor) -> QuerySet[Annotation]:
    return comparison.annotations.filter(visible_annotations(user))


def commenting(comparison: Comparison, uid: str, user: Visitor) -> Commenting:
    found = visible(comparison, user).filter(row=uid)
    columns = tuple(comparison.proposals.order_by("position").values_list("group__code", flat=True))
    held = comparison.rows.filter(uid=uid).values_list("cells__proposal__group__code", flat=True)
    return Commenting(
        threads=_threads(comparison, found, user),
        may_show=may_show(user, comparison.meeting),
        groups=tuple(group for group in columns if group in set(held)),
        everybody=columns,
    )


def comment_counts(comparison: Comparison, user: Visitor) -> dict[str, int]:
    """How many open threads a visitor sees, by the row's address."""
    rows = visible(comparison, user).filter(thread=None, resolved_at=None)
    return dict(Counter(rows.values_list("row", flat=True)))


def comments_page(user: Visitor, slug: str, filters: Filters, meeting: str = "") -> CommentsPage:
    """Every thread a visitor may read. Raises Comparison.DoesNotExist."""
    comparison = find_comparison(user, slug, meeting)
    threads = _threads(comparison, visible(comparison, user), user)
    return CommentsPage(
        head=head(comparison, user),
        threads=tuple(one for one in threads if _matches(one, filters)),
        total=len(threads),
        filters=filters,
        groups=tuple(sorted({one.group for one in threads if one.group})),
        sections=tuple(dict.fromkeys(one.section for one in threads)),
        signed_in=isinstance(user, User),
    )


def _matches(thread: Thread, filters: Filters) -> bool:
    states = {"open": not thread.resolved, "resolved": thread.resolved, "lost": bool(thread.lost)}
    return (
        (not filters.group or filters.group in (thread.group, *thread.mentions))
        and (not filters.section or thread.section == filters.section)
        and states.get(filters.state, True)
        and (not filters.visibility or thread.visibility == filters.visibility)
        and (not filters.mine or any(one.is_own for one in (thread.first, *thread.answers)))
    )


def _threads(
    comparison: Comparison, found: QuerySet[Annotation], user: Visitor
) -> tuple[Thread, ...]:
    """Threads in the order of the table, those that lost their clause at the end."""
    kept = list(
        found.select_related("by", "resolved_by", "private_to").prefetch_related(
            "mentions", Prefetch("earlier", Wording.objects.order_by("pk"))
        )
    )
    if not kept:
        return ()
    texts = _texts(comparison)
    order = {row: number for number, row in enumerate(texts)}
    answers: dict[int, list[Annotation]] = {}
    for one in kept:
        if one.thread_id is not None:
            answers.setdefault(one.thread_id, []).append(one)
    firsts = [one for one in kept if one.thread_id is None]
    firsts.sort(key=lambda one: (order.get(one.row, len(order)), one.pk))
    shows = may_show(user, comparison.meeting)
    return tuple(_thread(one, answers.get(one.pk, ()), texts, user, shows) for one in firsts)


def _texts(comparison: Comparison) -> dict[str, tuple[str, Texts]]:
    """Each row's section and texts, in the order of the table."""
    found: dict[str, tuple[str, Texts]] = {}
    table = kept_draft(comparison).table
    for row, uid in zip(table.rows, table.uids, strict=True):
        texts: Texts = {"": (row.base.base,) if row.base is not None else ()}
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell is not None:
                # Words are selected from a redline, or from a text without marks.
                texts[column.group] = everything(cell.clause.text), cell.clause.proposed
        found[uid] = row.section, texts
    return found


def _thread(
    one: Annotation,
    answers: Iterable[Annotation],
    texts: Mapping[str, tuple[str, Texts]],
    user: Visitor,
    shows: tuple[str, ...],
) -> Thread:
    section, cells = texts.get(one.row, ("", {}))
    now, lost = _anchored(one, cells)
    own = isinstance(user, User) and one.by_id == user.pk
    in_group = one.private_to_id is not None and one.private_to_id == group_of(user)
    return Thread(
        row=one.row,
        place=one.place,
        section=section,
        group=one.group,
        quote=one.quote,
        now=now,
        lost=lost,
        visibility=one.visibility,
        to=str(one.private_to or ""),
        mentions=tuple(str(group) for group in one.mentions.all()),
        first=_said(one, user),
        answers=tuple(_said(each, user) for each in answers),
        resolved=one.resolved_at is not None,
        resolved_by=str(one.resolved_by or one.author if one.resolved_at else ""),
        may_answer=one.visibility in shows and (in_group or one.private_to_id is None),
        may_settle=own or in_group or is_staff(user),
        may_share=one.visibility == "secretariat" and is_staff(user),
    )


def _anchored(one: Annotation, cells: Texts) -> tuple[str, str]:
    """What the quoted words are now where they changed, and what is gone of the place."""
    if not cells:
        return "", "clause"
    if one.group and one.group not in cells:
        return "", "group"
    if not one.quote:
        return "", ""
    wanted = anchor.find(one.quote, one.quote)
    places = [cells[one.group]] if one.group else cells.values()
    found = [
        now
        for texts in places
        for text in texts
        if (now := anchor.find(one.quote, text, one.before, one.after)) is not None
    ]
    if not found:
        return "", "words"
    return ("" if wanted in found else found[0]), ""


def _said(one: Annotation, user: Visitor) -> Said:
    return Said(
        id=one.pk,
        who=one.who,
        at=one.at,
        text=one.text,
        earlier=tuple((each.text, each.at) for each in one.earlier.all()),
        is_own=isinstance(user, User) and one.by_id == user.pk,
        from_word=bool(one.author),
    )
