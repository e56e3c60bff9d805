"""Deciding on a clause: the drafting group's buttons, and the screens that follow.

Only who may decide posts here; what is shown of it anybody sees who sees the comparison.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from proposals import selectors
from proposals.forms import DecisionForm
from proposals.models import Comparison, Floor
from proposals.permissions import can_decide
from proposals.selectors.annotating import commenting
from proposals.selectors.deciding import deciding
from proposals.selectors.resolution import head
from proposals.services.decide import Overtaken, decide, keep_unsent, mark, take_back
from proposals.services.presence import be_present, give_floor
from proposals.views.doors import only, person


@only(can_decide)
@require_POST
def decide_clause(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    """Take one decision. Whoever was slower sees what came between, and keeps the text."""
    comparison = _with_row(request, number, uid)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _again(request, number, uid, errors=form.messages())
    wish = form.wish(uid)
    try:
        taken = decide(
            comparison=comparison, wish=wish, seen=form.cleaned_data["seen"], by=person(request)
        )
    except Overtaken as overtaken:
        keep_unsent(comparison=comparison, row=uid, text=wish.text, by=person(request))
        return _again(request, number, uid, overtaken=overtaken)
    except ValidationError as error:
        return _again(request, number, uid, errors=error.messages, typed=wish.text)
    messages.success(request, _("Decided: %(decision)s.") % {"decision": taken})
    return _back(request, number, uid)


@only(can_decide)
@require_POST
def undo(request: HttpRequest, number: str, uid: str, decision: int) -> HttpResponse:
    """Take a decision back, also one whose clause is gone."""
    comparison = find(request, number)
    try:
        comparison.decisions.get(pk=decision, row=uid)
        take_back(comparison=comparison, decision=decision, by=person(request))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    except ValidationError as error:
        return _again(request, number, uid, errors=error.messages)
    messages.success(request, _("The decision was taken back."))
    if comparison.rows.filter(uid=uid).exists():
        return _back(request, number, uid)
    return redirect(reverse("draft", kwargs={"number": number}) + head(comparison).query)


@only(can_decide)
@require_POST
def mark_clause(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    """Say how far a clause is: open, agreed ad referendum, agreed, reserved."""
    status, group = (request.POST.get(name, "") for name in ("status", "group"))
    comparison = _with_row(request, number, uid)
    try:
        mark(
            comparison=comparison,
            row=uid,
            status=status,
            group=group,
            by=person(request),
        )
    except ValidationError as error:
        return _again(request, number, uid, errors=error.messages)
    return _back(request, number, uid)


@only(can_decide)
@require_POST
def unsent(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    """Keep what is being typed; says nothing."""
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")
    comparison = _with_row(request, number, uid)
    keep_unsent(comparison=comparison, row=uid, text=text, by=person(request))
    return HttpResponse(status=204)


@only(can_decide)
@require_POST
def floor(request: HttpRequest, number: str) -> HttpResponse:
    """Show a clause to everyone who follows, or (without one) stop showing."""
    row = request.POST.get("row", "")
    uid = row or request.POST.get("from", "")
    give_floor(comparison=_with_row(request, number, uid), row=row)
    return _back(request, number, uid)


@require_safe
def news(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    """What changed on a clause since `state`: 204 while nothing did."""
    comparison = _with_row(request, number, uid)
    if can_decide(request.user):
        be_present(comparison=comparison, row=uid, by=person(request))
    found = deciding(comparison, uid, request.user)
    if found is None:
        raise Http404
    if request.GET.get("state") == found.state:
        return HttpResponse(status=204)
    context = {"head": head(comparison, request.user), "deciding": found}
    return render(request, "_news.html", context)


@require_safe
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """The clause that the secretariat shows now, large; the page asks again by itself."""
    comparison = find(request, number)
    row = Floor.objects.filter(comparison=comparison).values_list("row", flat=True).first()
    found = deciding(comparison, row, request.user) if row else None
    state = f"{row}.{found.state}" if found else ""
    if request.GET.get("state") == state and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    context = {
        "head": head(comparison, request.user),
        "deciding": found,
        "state": state,
        "clause": found
        and selectors.clause_page(request.user, number, found.uid, comparison.meeting.code),
        "tab": "draft",
        "compared": True,
    }
    template = "_floor.html" if request.headers.get("HX-Request") else "follow.html"
    return render(request, template, context)


def find(request: HttpRequest, number: str) -> Comparison:
    """The comparison of the address, or 404 for whoever may not see it."""
    try:
        return selectors.find_comparison(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error


def _with_row(request: HttpRequest, number: str, uid: str) -> Comparison:
    """The comparison of the address, which has this clause; else 404."""
    comparison = find(request, number)
    if not comparison.rows.filter(uid=uid).exists():
        raise Http404(f"There is no clause {uid}.")
    return comparison


def _back(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    address = reverse("clause", kwargs={"number": number, "uid": uid})
    meeting = request.GET.get("meeting", "")
    return redirect(f"{address}?meeting={meeting}#draft" if meeting else f"{address}#draft")


def _again(
    request: HttpRequest,
    number: str,
    uid: str,
    *,
    errors: list[str] | None = None,
    overtaken: Overtaken | None = None,
    typed: str = "",
) -> HttpResponse:
    """The clause once more, with what went wrong and what was typed."""
    comparison = _with_row(request, number, uid)
    found = selectors.clause_page(request.user, number, uid, comparison.meeting.code)
    context = {
        "head": found.head,
        "clause": found,
        "deciding": deciding(comparison, uid, request.user),
        "commenting": commenting(comparison, uid, request.user),
        "tab": "compare",
        "compared": True,
        "may_correct": found.may_edit,
        "errors": errors or [],
        "overtaken": overtaken,
        "typed": overtaken.wish.text if overtaken else typed,
    }
    return render(request, "clause.html", context, status=409 if overtaken else 422)
