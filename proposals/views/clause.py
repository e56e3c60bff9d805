"""One clause by itself, and the form that puts a recovered redline right.

Anybody may read a published clause; only who may edit the alignment sees the form.
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.middleware import shows


@require_safe
def clause(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    found = _found(request, number, uid)
    context = {
        "head": found.head,
        "clause": found,
        "tab": "compare",
        "compared": True,
        "may_correct": found.may_edit,
    }
    return shows(render(request, "clause.html", context), found.resolution)


def _found(request: HttpRequest, number: str, uid: str) -> selectors.ClausePage:
    try:
        return selectors.clause_page(request.user, number, uid, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error


def correct(request: HttpRequest, number: str, uid: str, group: str) -> HttpResponse:
    raise Http404
