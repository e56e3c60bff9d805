"""The comparison of a resolution's proposals, and of two of its revisions.

Anybody may see what is published; selectors find nothing else for a visitor.
"""

from __future__ import annotations

from hashlib import blake2b

from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.core.writing.html_table import View, join
from proposals.middleware import shows
from proposals.views.page import MODES, Said, is_whole, render_table, table, view_of
from proposals.views.state import State


@require_safe
def compare(request: HttpRequest, number: str) -> HttpResponse:
    """The table. The same for every reader who asks for the same state of it."""
    try:
        found = selectors.comparison_page(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    state = State.read(request.GET, [column.group for column in found.columns])
    content = _content(found, view_of(state, found.columns))
    names = {"base_name": _("In force"), "base_note": found.head.base}
    page = table(content, found.columns, state, **names)
    context = {
        "head": found.head,
        "page": page,
        "state": state,
        "tab": "compare",
        "compared": True,
        "warnings": found.warnings,
        "may_correct": found.may_edit,
    }
    return shows(render_table(request, content, context), found.resolution)


def _content(found: selectors.Page, view: View) -> Said:
    """The table in the reader's language: kept, for readers who have pages of their own."""
    shown = (found.comparison, found.resolution.version, get_language(), view)
    key = "table:" + blake2b(repr(shown).encode(), digest_size=16).hexdigest()
    content: Said | None = cache.get(key)
    if content is None:
        if is_whole(view, found.columns):
            joined = selectors.joined_table(found.comparison)
        else:
            joined = join(selectors.table_rows(found.comparison), view)
        content = Said.of(joined)
        cache.set(key, content)
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
    return shows(render_table(request, content, context), found.resolution)


def is_compared(request: HttpRequest, number: str) -> bool:
    """Whether there is a comparison that this visitor may see."""
    try:
        selectors.find_comparison(request.user, number)
    except ObjectDoesNotExist:
        return False
    return True
