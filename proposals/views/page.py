"""The comparison as a template wants it: heads, sections, and a body already joined.

Stored cells are only joined here; see core.writing.html_table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from proposals.core.writing.html_table import Joined, View
from proposals.selectors.comparison import ColumnHead
from proposals.templatetags.redline import said
from proposals.views.state import State

STAND_IN = SafeString("<tbody></tbody>")

Mode = tuple[str, Promise, Promise]  # its name in addresses, in words, and what it shows
MODES: tuple[Mode, ...] = (
    ("redline", _("Redline"), _("every change to the text in force")),
    ("clean", _("Clean"), _("as the text would read")),
    ("submitted", _("As submitted"), _("only what the file itself marks as changed")),
    ("base", _("In force"), _("without any change")),
)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head, with the addresses of the same page arranged otherwise."""

    group: str
    document: str
    code: str
    action: str
    changes: int
    pinned: bool
    earlier: str
    later: str
    pin: str
    hide: str


@dataclass(frozen=True, slots=True)
class Chip:
    group: str
    shown: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Drafted:
    """The head of the draft's column: how many of the clauses to decide are decided."""

    decided: int
    of: int


@dataclass(frozen=True, slots=True)
class Page:
    columns: tuple[Head, ...]
    chips: tuple[Chip, ...]
    nav: SafeString
    body: SafeString  # its stand-in: see `Frame`
    base_name: str
    base_note: str
    inferred: bool
    untracked: bool
    modes: Sequence[Mode]
    drafted: Drafted | None
    shown: int  # clauses, of `total`
    total: int

    @property
    def width(self) -> int:
        """How many columns of text the table has."""
        return len(self.columns) + bool(self.base_name) + bool(self.drafted)


def view_of(
    state: State,
    sources: Sequence[ColumnHead],
    *,
    pages: bool = True,
    draft: bool = False,
    only: Collection[str] | None = None,
) -> View:
    """Which cells the reader asked for. `pages`: each row has a page of its own; `draft`:
    there is one to show; `only`: the rows that the filters keep.

    As submitted, each group's own marks are what is asked for: nothing is shown for two.
    """
    order = state.order([source.group for source in sources if not source.empty])
    return View(
        order,
        pinned=sum(group in state.pinned for group in order),
        base=state.base,
        substantive=state.substantive,
        pages=pages,
        repeat=state.repeat or state.mode == "submitted",
        draft=draft and state.draft,
        only=None if only is None else tuple(sorted(only)),
    )


def is_whole(view: View, sources: Sequence[ColumnHead]) -> bool:
    """Whether that is the table of all columns, which is stored joined."""
    return view == View(tuple(source.group for source in sources if not source.empty))


@dataclass(frozen=True, slots=True)
class Said:
    """A joined table in the reader's language; what is kept from one request to the next."""

    nav: SafeString
    body: bytes
    changes: dict[str, int]
    shown: int
    total: int

    @classmethod
    def of(cls, joined: Joined) -> Said:
        return cls(
            said(joined.nav),
            said(joined.body).encode(),
            joined.changes,
            joined.shown,
            joined.total,
        )


def table(
    content: Said,
    sources: Sequence[ColumnHead],
    state: State,
    base_name: str,
    base_note: str = "",
    *,
    modes: Sequence[Mode] = MODES,
    drafted: Drafted | None = None,
) -> Page:
    """The page around a table that was joined for this state.

    `base_name` heads the base's column, `base_note` says which text it is.
    """
    groups = [source.group for source in sources if not source.empty]
    order = state.order(groups)
    changes = content.changes
    return Page(
        columns=tuple(_head(source, changes, state, groups) for source in _sorted(sources, order)),
        chips=_chips(sources, order),
        nav=content.nav,
        body=STAND_IN if content.body else SafeString(),
        base_name=base_name if state.base else "",
        base_note=base_note,
        inferred=_has(content.body, b"i"),
        untracked=_has(content.body, b"w"),
        modes=modes,
        drafted=drafted,
        shown=content.shown,
        total=content.total,
    )


def _has(body: bytes, mark: bytes) -> bool:
    """Whether a change bears a mark, alone or with that of a change of form."""
    return b" class=%s" % mark in body or b' class="%s o"' % mark in body


@dataclass(frozen=True, slots=True)
class Frame:
    """A page but for the table's body, which no template has to carry from block to block.

    `view` is what the body holds; None for the table of all columns.
    """

    before: bytes
    after: bytes
    view: View | None = None

    @classmethod
    def of(cls, page: HttpResponse, view: View | None = None) -> Frame:
        before, _, after = page.content.partition(STAND_IN.encode())
        return cls(before, after, view)

    def around(self, body: bytes) -> HttpResponse:
        return HttpResponse(b"".join((self.before, body, self.after)))


def _sorted(sources: Sequence[ColumnHead], order: Sequence[str]) -> list[ColumnHead]:
    by_group = {source.group: source for source in sources}
    return [by_group[group] for group in order]


def _chips(sources: Sequence[ColumnHead], order: Sequence[str]) -> tuple[Chip, ...]:
    """Every column: those shown in their order, the others in the places they came in."""
    shown = iter(order)
    return tuple(
        Chip(next(shown), True, False)
        if source.group in order
        else Chip(source.group, False, source.empty)
        for source in sources
    )


def _head(
    source: ColumnHead, changes: Mapping[str, int], state: State, groups: Sequence[str]
) -> Head:
    group = source.group
    return Head(
        group=group,
        document=source.document,
        code=source.code,
        action=source.action,
        changes=changes.get(group, 0),
        pinned=group in state.pinned,
        earlier=state.moved(group, groups, -1),
        later=state.moved(group, groups, 1),
        pin=state.pin(group),
        hide=state.without(group, groups),
    )
