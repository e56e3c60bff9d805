"""The comparison of a resolution's proposals, and of two of its revisions.

Anybody may see what is published; selectors find nothing else for a visitor.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.core.writing.html_table import View, join
from proposals.middleware import shows
from proposals.models import Resolution, Row
from proposals.selectors.aligning import pins
from proposals.selectors.draft_column import draft_cells
from proposals.selectors.filtering import kept, statuses
from proposals.views.filters import filtering
from proposals.views.page import MODES, Drafted, Frame, Said, is_whole, table, view_of
from proposals.views.state import State

# The frames of the pages that were asked for last, for readers who are not signed in. They
# are small; what is large stays in the store or in Django's cache.
FRAMES = 256
DECIDED = (Row.Status.DECIDED, Row.Status.BRACKETED, Row.Status.DEFERRED)
frames: dict[tuple[object, ...], Frame] = {}


@require_safe
def compare(request: HttpRequest, number: str) -> HttpResponse:
    """The table. The same for every reader who asks for the same state of it."""
    try:
        stamp = selectors.comparison_stamp(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    key = (stamp, get_language(), request.get_full_path())
    frame = None if request.user.is_authenticated else frames.get(key)
    if frame is None:
        frame = _frame(request, number, stamp)
        if not request.user.is_authenticated:
            if len(frames) >= FRAMES:
                frames.clear()
            frames[key] = frame
    response = frame.around(_content(stamp, frame.view).body)
    return shows(response, Resolution(pk=stamp.resolution, version=stamp.version))


def _frame(request: HttpRequest, number: str, stamp: selectors.Stamp) -> Frame:
    meeting = request.GET.get("meeting", "")
    found = selectors.comparison_page(request.user, number, meeting)
    state = State.read(request.GET, [column.group for column in found.columns])
    drafted = _drafted(statuses(stamp.comparison))
    only = None
    if state.filters:
        comparison = selectors.find_comparison(request.user, number, meeting)
        only = kept(request.user, comparison, state.filters)
    view = view_of(state, found.columns, draft=drafted is not None, only=only)
    partial = None if is_whole(view, found.columns) else view
    groups = [column.group for column in found.columns if not column.empty]
    context = {
        **filtering(state, stamp.comparison, groups, view.groups),
        "head": found.head,
        "page": table(
            _content(stamp, partial),
            found.columns,
            state,
            _("In force"),
            found.head.base,
            drafted=drafted if view.draft else None,
        ),
        "state": state,
        "has_draft": drafted is not None,
        "tab": "compare",
        "compared": True,
        "warnings": found.warnings,
        "may_correct": found.may_edit,
    }
    if found.may_edit:
        address = reverse("align", kwargs={"number": number})
        context["align_url"] = f"{address}{found.head.query}&"
        context["pins"] = pins(found.comparison)
    return Frame.of(render(request, "compare.html", context), partial)


def _drafted(found: Mapping[str, int]) -> Drafted | None:
    """None while nothing is decided: the draft would only repeat the text in force."""
    decided = sum(found.get(each.value, 0) for each in DECIDED)
    return Drafted(decided, decided + found.get(Row.Status.OPEN.value, 0)) if decided else None


def _content(stamp: selectors.Stamp, view: View | None) -> Said:
    """The table in the reader's language: kept, also for readers with pages of their own."""
    key = blake2b(repr((stamp, get_language(), view)).encode(), digest_size=16).hexdigest()
    content: Said | None = cache.get(f"table:{key}")
    if content is None:
        if view is None:
            joined = selectors.joined_table(stamp.comparison)
        else:
            drafts = draft_cells(stamp.comparison) if view.draft else None
            joined = join(selectors.table_rows(stamp.comparison), view, drafts)
        content = Said.of(joined)
        cache.set(f"table:{key}", content)
    return content


@require_safe
def revisions(request: HttpRequest, number: str) -> HttpResponse:
    """Two texts of one resolution by the same table; the last two, if none are named."""
    old, new = (request.GET.get(name, "") for name in ("from", "to"))
    try:
        found = selectors.revisions_page(request.user, number, old, new)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    state = State.read(request.GET, [column.group for column in found.columns])
    modes = [mode for mode in MODES if mode[0] != "submitted"]
    content = Said.of(join(found.rows, view_of(state, found.columns, pages=False)))
    page = table(content, found.columns, state, base_name=found.old, modes=modes)
    context = {
        "head": found.head,
        "page": page,
        "state": state,
        "tab": "revisions",
        "compared": is_compared(request, number),
        "revisions": found,
    }
    frame = Frame.of(render(request, "compare.html", context))
    return shows(frame.around(content.body), found.resolution)


def is_compared(request: HttpRequest, number: str) -> bool:
    """Whether there is a comparison that this visitor may see."""
    try:
        selectors.find_comparison(request.user, number)
    except ObjectDoesNotExist:
        return False
    return True
