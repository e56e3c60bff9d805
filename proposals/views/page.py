"""The comparison as a template wants it: heads, sections, and a body already joined.

Stored cells are only joined here; see core.writing.html_table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    @property
    def width(self) -> int:
        """How many columns of text the table has."""
        return len(self.columns) + bool(self.base_name)


def view_of(state: State, sources: Sequence[ColumnHead], *, pages: bool = True) -> View:
    """Which cells the reader asked for. `pages`: each row has a page of its own."""
    order = state.order([source.group for source in sources if not source.empty])
    pinned = sum(group in state.pinned for group in order)
    return View(order, pinned, state.base, state.substantive, pages)


def is_whole(view: View, sources: Sequence[ColumnHead]) -> bool:
    """Whether that is the table of all columns, which is stored joined."""
    return view == View(tuple(source.group for source in sources if not source.empty))


@dataclass(frozen=True, slots=True)
class Said:
    """A joined table in the reader's language; what is kept from one request to the next."""

    nav: SafeString
    body: bytes
    changes: dict[str, int]

    @classmethod
    def of(cls, joined: Joined) -> Said:
        return cls(said(joined.nav), said(joined.body).encode(), joined.changes)


def table(
    content: Said,
    sources: Sequence[ColumnHead],
    state: State,
    base_name: str,
    base_note: str = "",
    *,
    modes: Sequence[Mode] = MODES,
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
        inferred=b" class=i" in content.body,
        untracked=b" class=w" in content.body,
        modes=modes,
    )


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
