"""Search: every text in force, proposal and comment that a visitor may read.

Whatever is not theirs to see is left out before anything is counted. A question costs one
query for each kind of hit, of which at most `MOST` are taken, and three for those of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from proposals.core import model as core
from proposals.core.search import Query, Snippet, bare, parse, snippet
from proposals.models import Annotation, Clause, ProposedClause, Row
from proposals.permissions import Visitor, visible_annotations
from proposals.selectors.search_scope import Asked, Choices, Scope, scope

MOST = 1000  # hits of one kind
PAGE = 25  # hits


class Kind(StrEnum):
    IN_FORCE = "in-force"
    PROPOSALS = "proposals"
    COMMENTS = "comments"


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause or a comment. `groups` say it alike; `said` is set for a comment.

    `label` are the runs of a label that a group changes.
    """

    kind: Kind
    snippet: Snippet
    language: str
    groups: tuple[str, ...] = ()
    label: core.Runs = ()
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Who wrote a comment, and who reads it."""

    id: int
    who: str
    at: datetime
    visibility: str
    to: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A clause with its hits: a row of a table, or (no `meeting`) of a text by itself.

    `uid` is "" for one that is gone, of which only its comments are left.
    """

    name: str
    uid: str
    meeting: str
    base: str
    language: str
    query: str  # of its page: the meeting, or the revision and its language
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a resolution; `total` is on all pages."""

    number: str
    title: str
    language: str
    total: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`counts` are all hits, by kind; `many`: there are more than are counted."""

    query: Query
    asked: Asked
    choices: Choices
    counts: dict[str, int]
    many: bool
    total: int
    number: int
    pages: int
    resolutions: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """A hit that is not read yet: its place in the order, and what it is a hit in."""

    resolution: tuple[str, int, str]
    order: tuple[int, ...]
    kind: Kind
    pk: int
    text: int  # the revision
    comparison: int  # 0: none
    row: str  # its uid, "" where it is gone


def search_page(
    user: Visitor, text: str, kind: str = "", asked: Asked | None = None, number: int = 1
) -> SearchPage:
    """The hits of a page; none, and no query for any, if the question is too short."""
    query, asked = parse(text), asked or Asked()
    whole = scope(user, asked)
    keys, many = ([], False) if query.too_short else _keys(user, whole, query)
    counts = Counter(key.kind.value for key in keys)
    shown = sorted(
        (key for key in keys if kind in ("", key.kind)), key=lambda key: (key.resolution, key.order)
    )
    pages = max(1, -(-len(shown) // PAGE))
    number = min(max(number, 1), pages)
    return SearchPage(
        query=query,
        asked=asked,
        choices=whole.choices,
        counts={one.value: counts[one] for one in Kind},
        many=many,
        total=len(shown),
        number=number,
        pages=pages,
        resolutions=_resolutions(whole, query, shown, number),
    )


def _containing(found: QuerySet[Any], query: Query) -> QuerySet[Any]:
    for word in query.words:
        found = found.filter(folded__contains=word)
    return found.order_by("pk")


def _keys(user: Visitor, whole: Scope, query: Query) -> tuple[list[_Key], bool]:
    """At most `MOST` of each kind, and whether there are more."""
    kinds = [
        list(_text_keys(whole, query)),
        list(_proposal_keys(whole, query)),
        list(_comment_keys(user, whole, query)),
    ]
    many = any(len(keys) > MOST for keys in kinds)
    return [key for keys in kinds for key in keys[:MOST]], many


def _text_keys(whole: Scope, query: Query) -> Iterable[_Key]:
    """Clauses in force, each in the row of the latest table that stands on it."""
    clauses = Clause.objects.filter(revision__in=whole.texts)
    found = _containing(clauses, query).values_list(
        "pk", "revision", "uid", "position", "rows__comparison", "rows__position", "rows__uid"
    )
    for pk, lines in groupby(found[: MOST + 1], key=lambda line: line[0]):
        rows = [line[1:] for line in lines]
        text, uid, position, *_ = rows[0]
        tables = [row for row in rows if row[3] in whole.comparisons]
        if tables:
            *_, table, position, uid = min(tables, key=lambda row: whole.rank(row[3]))
            order = (*whole.rank(table), position, 0, 0)
        else:
            table, order = 0, (*whole.rank_of_text(text), position, 0, 0)
        yield _Key(whole.number_of(text), order, Kind.IN_FORCE, pk, text, table, uid)


def _proposal_keys(whole: Scope, query: Query) -> Iterable[_Key]:
    """Cells. What a group leaves as it is has been found as the text in force."""
    cells = ProposedClause.objects.filter(proposal__in=whole.proposals).exclude(
        state=ProposedClause.State.UNCHANGED, changes=0
    )
    found = _containing(cells, query).values_list(
        "pk", "row__comparison", "row__position", "row__uid", "proposal__position"
    )
    for pk, table, position, uid, column in found[: MOST + 1]:
        text = whole.comparisons[table].base_id
        order = (*whole.rank(table), position, 1, column)
        yield _Key(whole.number_of(text), order, Kind.PROPOSALS, pk, text, table, uid)


def _comment_keys(user: Visitor, whole: Scope, query: Query) -> Iterable[_Key]:
    comments = Annotation.objects.filter(
        visible_annotations(user), comparison__in=whole.commented, **whole.about
    )
    found = list(_containing(comments, query).values_list("pk", "comparison", "row")[: MOST + 1])
    rows = {
        (table, uid): position
        for table, uid, position in Row.objects.filter(
            comparison__in={table for _, table, _ in found}, uid__in={uid for *_, uid in found}
        ).values_list("comparison", "uid", "position")
    }
    last = max(rows.values(), default=0) + 1
    for pk, table, uid in found:
        text = whole.comparisons[table].base_id
        row = uid if (table, uid) in rows else ""
        order = (*whole.rank(table), rows.get((table, uid), last), 2, pk)
        yield _Key(whole.number_of(text), order, Kind.COMMENTS, pk, text, table, row)


def _resolutions(
    whole: Scope, query: Query, shown: Sequence[_Key], number: int
) -> tuple[Found, ...]:
    totals = Counter(key.resolution for key in shown)
    page = shown[(number - 1) * PAGE : number * PAGE]
    read = _Read(whole, query, page)
    found = []
    for resolution, keys in groupby(page, key=lambda key: key.resolution):
        held = list(keys)
        revision = whole.revisions[held[0].text]
        places = groupby(held, key=lambda key: (key.comparison, key.text, key.row or key.pk))
        found.append(
            Found(
                revision.resolution.slug,
                revision.title,
                revision.language,
                totals[resolution],
                tuple(read.place(list(each)) for _, each in places),
            )
        )
    return tuple(found)


class _Read:
    """The objects of one page's hits, three queries for all of them."""

    def __init__(self, whole: Scope, query: Query, page: Sequence[_Key]) -> None:
        self.whole, self.words = whole, query.words
        keys = {kind: [key.pk for key in page if key.kind is kind] for kind in Kind}
        self.clauses = Clause.objects.defer("folded").in_bulk(keys[Kind.IN_FORCE])
        self.cells = (
            ProposedClause.objects.select_related("row__base", "proposal__group")
            .defer("folded", "html", "row__html", "row__head", "row__base__folded")
            .in_bulk(keys[Kind.PROPOSALS])
        )
        self.comments = (
            Annotation.objects.select_related("by", "private_to")
            .defer("folded")
            .in_bulk(keys[Kind.COMMENTS])
        )

    def place(self, keys: list[_Key]) -> Place:
        """One clause; groups that say the same of it are one hit."""
        first = keys[0]
        revision = self.whole.revisions[first.text]
        table = self.whole.comparisons.get(first.comparison)
        hits: list[Hit] = []
        for key in keys:
            hit = self._hit(key)
            same = hits and hits[-1].kind is hit.kind is Kind.PROPOSALS
            if same and _reads(hits[-1]) == _reads(hit):
                hits[-1] = replace(hits[-1], groups=hits[-1].groups + hit.groups)
            else:
                hits.append(hit)
        return Place(
            name=self._name(first),
            uid=first.row,
            meeting=table.meeting.code if table else "",
            base=revision.name,
            language=revision.language,
            query="?" + urlencode(self.whole.address(first.text, first.comparison)),
            hits=tuple(hits),
        )

    def _hit(self, key: _Key) -> Hit:
        match key.kind:
            case Kind.IN_FORCE:
                clause = self.clauses[key.pk]
                found = snippet(core.equal(clause.text), self.words)
                return Hit(key.kind, found, self.whole.revisions[key.text].language)
            case Kind.PROPOSALS:
                cell = self.cells[key.pk]
                own, proposal = cell.as_cell(), cell.proposal
                is_renumbered = core.accept(own.label) != core.reject(own.label)
                return Hit(
                    key.kind,
                    snippet(own.text, self.words),
                    proposal.language,
                    (proposal.group.code,),
                    own.label if is_renumbered and cell.row.base else (),
                )
        comment = self.comments[key.pk]
        return Hit(
            key.kind,
            snippet(core.equal(bare(comment.text)), self.words),
            "",
            (comment.group,) if comment.group else (),
            said=Said(
                comment.pk,
                comment.who,
                comment.at,
                comment.visibility,
                str(comment.private_to or ""),
                comment.resolved_at is not None,
            ),
        )

    def _name(self, key: _Key) -> str:
        match key.kind:
            case Kind.IN_FORCE:
                clause = self.clauses[key.pk]
                return f"{clause.section} {clause.label}".strip()
            case Kind.PROPOSALS:
                cell = self.cells[key.pk]
                own = cell.as_cell().label
                base = cell.row.base
                label = base.label if base else core.accept(own) or core.reject(own)
                return f"{cell.row.section} {label}".strip()
        return self.comments[key.pk].place


def _reads(hit: Hit) -> tuple[object, ...]:
    """What a reader sees of a hit: not who marked it, nor how it was recovered."""
    text = [piece.run for part in hit.snippet.parts for piece in part]
    return hit.language, [(run.op, run.text) for run in (*hit.label, *text)]
