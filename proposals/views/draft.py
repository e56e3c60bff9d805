"""The consolidated draft: as it stands, decided in bulk, and kept under a name."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from proposals.core.merge import Span
from proposals.middleware import shows
from proposals.permissions import can_decide
from proposals.selectors.attributing import history_page
from proposals.selectors.checks import count_in_draft
from proposals.selectors.deciding import draft_page
from proposals.selectors.drafting import Draft, kept_draft
from proposals.selectors.resolution import head
from proposals.selectors.snapshots import snapshot_page
from proposals.services import bulk
from proposals.services.decide import Wish, decide_many
from proposals.services.snapshot import take_snapshot
from proposals.views.deciding import find
from proposals.views.doors import only, person
from proposals.views.fresh import visit

VIEWS = ("redline", "clean", "signed")


@require_safe
def draft(request: HttpRequest, number: str) -> HttpResponse:
    """The draft. The same for every reader who decides nothing."""
    try:
        asked = (request.GET.get(name, "") for name in ("meeting", "against"))
        page = draft_page(request.user, number, *asked)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    mode = request.GET.get("mode", "redline")
    context = {
        "head": page.head,
        "page": page,
        "findings": count_in_draft(page.comparison),
        "fresh": visit(request, page.comparison),
        "mode": mode if mode in VIEWS else "redline",
        "tab": "draft",
        "compared": True,
    }
    return shows(render(request, "draft.html", context), page.comparison.base.resolution)


@only(can_decide)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_in_bulk(request: HttpRequest, number: str) -> HttpResponse:
    """First what would be decided, then (posted) deciding it, and what could not be."""
    comparison = find(request, number)
    found = kept_draft(comparison)
    asked = request.POST if request.method == "POST" else request.GET
    wishes = _wishes(found, asked.get("what", ""), asked.get("group", ""), asked.get("section", ""))
    refused: tuple[tuple[Wish, str], ...] = ()
    if request.method == "POST":
        chosen = set(request.POST.getlist("wish"))
        picked = [wish for wish in wishes if _name(wish) in chosen]
        taken, refused = decide_many(comparison=comparison, wishes=picked, by=person(request))
        refused += _gone(chosen - {_name(wish) for wish in wishes})
        wishes = tuple(wish for wish in wishes if wish not in picked)
        many = len(taken)
        words = ngettext("%(many)s decision taken.", "%(many)s decisions taken.", many)
        messages.success(request, words % {"many": many})
        if not refused:
            return _to_draft(request, number)
    context = {
        "head": head(comparison, request.user),
        "lines": [_line(found, wish) for wish in wishes],
        "refused": [(_line(found, wish), why) for wish, why in refused],
        "what": asked.get("what", ""),
        "group": asked.get("group", ""),
        "section": asked.get("section", ""),
        "tab": "draft",
        "compared": True,
    }
    return render(request, "bulk.html", context)


@only(can_decide)
@require_POST
def keep(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the draft as it stands under a name."""
    name, note = request.POST.get("name", ""), request.POST.get("note", "")
    try:
        snapshot = take_snapshot(
            comparison=find(request, number), name=name, note=note, by=person(request)
        )
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, _("The draft is kept as %(name)s.") % {"name": snapshot.name})
    return _to_draft(request, number)


@require_safe
def snapshot(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """A named draft, against the text in force or another named draft."""
    against, meeting = (request.GET.get(key, "") for key in ("against", "meeting"))
    try:
        page = snapshot_page(request.user, number, name, against, meeting)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    context = {"head": page.head, "page": page, "tab": "draft", "compared": True}
    return render(request, "snapshot.html", context)


@require_safe
def history(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    """How a clause of the draft came about, word by word."""
    try:
        page = history_page(request.user, number, uid, request.GET.get("meeting", ""))
    except (ObjectDoesNotExist, KeyError) as error:
        raise Http404(str(error)) from error
    context = {"head": page.head, "page": page, "tab": "draft", "compared": True}
    return shows(render(request, "history.html", context), page.comparison.base.resolution)


def _wishes(found: Draft, what: str, group: str, section: str) -> tuple[Wish, ...]:
    ways: dict[str, Callable[[], tuple[Wish, ...]]] = {
        "unanimous": lambda: bulk.unanimous(found),
        "citations": lambda: bulk.citations(found),
        "group": lambda: bulk.group_in_section(found, group, section),
    }
    if what not in ways:
        raise Http404
    return ways[what]()


def _name(wish: Wish) -> str:
    return f"{wish.row}:{'-'.join(map(str, wish.span or ()))}"


def _gone(names: set[str]) -> tuple[tuple[Wish, str], ...]:
    """What was chosen in a preview and is no longer there to be decided."""
    said = _("It was decided on, or has changed, since the preview.")
    return tuple((Wish(name.partition(":")[0], "adopt"), said) for name in sorted(names))


def _line(found: Draft, wish: Wish) -> dict[str, object]:
    """A wish as its preview shows it."""
    contest = {each.uid: each for each in found.contests}.get(wish.row)
    drafted = found.by_uid.get(wish.row)
    span = next((s for s in contest.spans if s.key == wish.span), None) if contest else None
    own = contest.proposed.get(wish.group) if contest else None
    return {
        "name": _name(wish),
        "uid": wish.row,
        "section": drafted.clause.section if drafted else "",
        "label": drafted.clause.label if drafted else (),
        "groups": _groups(span, wish),
        "base": span.base if span else "",
        "text": next((r.text for r in span.readings if wish.group in r.groups), "") if span else "",
        "runs": own.text if own and not span else (),
    }


def _groups(span: Span | None, wish: Wish) -> tuple[str, ...]:
    """Whose words a wish takes."""
    readings = span.readings if span else ()
    return next((r.groups for r in readings if wish.group in r.groups), (wish.group,))


def _to_draft(request: HttpRequest, number: str) -> HttpResponse:
    address = reverse("draft", kwargs={"number": number})
    meeting = request.GET.get("meeting", "")
    return redirect(f"{address}?meeting={meeting}" if meeting else address)
