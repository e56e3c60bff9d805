"""One clause by itself, and the form that puts a recovered redline right.

Anybody may read a published clause; only who may edit the alignment sees the form.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from proposals import selectors
from proposals.core.model import Runs
from proposals.core.redline import diff
from proposals.core.result import Refused
from proposals.core.substance import Change
from proposals.forms import CorrectionForm
from proposals.middleware import shows
from proposals.models import Comparison
from proposals.permissions import can_edit_alignment
from proposals.selectors.annotating import commenting
from proposals.selectors.classing import alike, classed, place_of
from proposals.selectors.deciding import deciding
from proposals.services.conflict import Conflict
from proposals.services.correct_redline import correct_redline
from proposals.templatetags.phrases import RULES
from proposals.views.deciding import find
from proposals.views.doors import only, person
from proposals.views.filters import CLASS_NAMES, Words
from proposals.views.fresh import visit

SHOWN = 160  # characters of a change that is shown again beside what it is


@require_safe
def clause(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    found = _found(request, number, uid)
    comparison = find(request, number)
    news = visit(request, comparison)
    large = "large" in request.GET
    context = {
        "head": found.head,
        "clause": found,
        "fresh": news.rows.get(uid) if news else None,
        "deciding": deciding(comparison, uid, request.user),
        "commenting": commenting(comparison, uid, request.user),
        "tab": "compare",
        "compared": True,
        "may_correct": found.may_edit,
    }
    context |= _large(found, comparison) if large else {"classes": _classes(comparison, uid)}
    page = render(request, "large.html" if large else "clause.html", context)
    return shows(page, found.resolution)


@dataclass(frozen=True, slots=True)
class Classed:
    """A change with what it is, and the rule that says so where that says more."""

    words: Words
    rule: Words
    runs: Runs  # none where they would only repeat the clause
    formal: bool


def _classes(comparison: Comparison, uid: str) -> dict[str, list[Classed]]:
    """Each group's changes, classed."""
    language = comparison.base.language
    return {
        group: [_said(change, language) for change in changes]
        for group, changes in classed(comparison, uid).items()
    }


def _said(change: Change, language: str) -> Classed:
    words, rule = CLASS_NAMES[change.kind], RULES[change.rule.name.lower()]
    old, new = change.deleted.strip(), change.inserted.strip()
    runs = diff(old, new, language) if max(len(old), len(new)) <= SHOWN else ()
    return Classed(words, "" if str(rule) == str(words) else rule, runs, change.kind.is_formal)


def _large(found: selectors.ClausePage, comparison: Comparison) -> dict[str, object]:
    """What the room sees: each text once, and who changes nothing."""
    place, total = place_of(comparison, found.uid)
    return {
        "texts": alike(found.readings),
        "unchanged": [one.group for one in found.readings if not one.is_changed],
        "place": place,
        "total": total,
    }


def _found(request: HttpRequest, number: str, uid: str) -> selectors.ClausePage:
    try:
        return selectors.clause_page(request.user, number, uid, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error


@only(can_edit_alignment)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, number: str, uid: str, group: str) -> HttpResponse:
    """Mark a clause's words anew. What was typed is kept, whatever goes wrong."""
    found = _found(request, number, uid)
    reading = next((one for one in found.readings if one.group == group), None)
    if reading is None:
        raise Http404(f"{group} has no such clause.")
    form = CorrectionForm(
        request.POST or None,
        label=reading.own_label,
        text=reading.own,
        version=reading.version,
    )
    context = {"head": found.head, "clause": found, "reading": reading, "form": form}
    if request.method == "POST" and form.is_valid() and _stored(request, found, group, form):
        messages.success(request, _("The redline of %(group)s was put right.") % {"group": group})
        return _back(request, found)
    # htmx shows only what came without an error.
    status = 422 if form.errors and not getattr(request, "htmx", False) else 200
    return render(request, "correct.html", context, status=status)


def _stored(
    request: HttpRequest, found: selectors.ClausePage, group: str, form: CorrectionForm
) -> bool:
    """Store the marks; where that is refused, the form says why."""
    try:
        correct_redline(
            comparison=found.comparison,
            uid=found.uid,
            group=group,
            by=person(request),
            **form.cleaned_data,
        )
    except Conflict as conflict:
        form.meet(conflict)
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _back(request: HttpRequest, found: selectors.ClausePage) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    address = reverse("clause", kwargs={"number": found.head.number, "uid": found.uid})
    return redirect(address + found.head.query)
