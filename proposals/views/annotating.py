"""Comments: on a clause, and all of a resolution's in one list.

Anybody reads the public ones; `services.annotate` says who may write which.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from proposals.models import Annotation, Comparison
from proposals.permissions import can_annotate, visible_annotations
from proposals.selectors.annotating import Filters, comment_counts, comments_page
from proposals.services.annotate import annotate, answer, reword, settle, share
from proposals.views.deciding import find
from proposals.views.doors import only, person
from proposals.views.fresh import visit


@require_safe
def comments(request: HttpRequest, number: str) -> HttpResponse:
    """All comments that the reader may see, narrowed by the query."""
    asked = {name: request.GET.get(name, "") for name in ("group", "section", "state")}
    filters = Filters(
        **asked, visibility=request.GET.get("seen", ""), mine=request.GET.get("mine") == "1"
    )
    try:
        page = comments_page(request.user, number, filters, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    news = visit(request, find(request, number))
    context = {
        "head": page.head,
        "page": page,
        "fresh": {"comments": news.comments} if news else None,
        "tab": "comments",
        "compared": True,
    }
    return render(request, "comments.html", context)


@require_safe
def counts(request: HttpRequest, number: str) -> HttpResponse:
    """Open threads by clause, for the markers in the table."""
    return JsonResponse(comment_counts(find(request, number), request.user))


@only(can_annotate)
@require_POST
def comment(request: HttpRequest, number: str, uid: str) -> HttpResponse:
    """Comment on a clause; what is refused is kept in the form."""
    comparison = find(request, number)
    asked = {
        name: request.POST.get(name, "")
        for name in ("text", "visibility", "group", "quote", "before", "after")
    }
    try:
        made = annotate(
            comparison=comparison,
            row=uid,
            by=person(request),
            mentions=request.POST.getlist("mention"),
            **asked,
        )
    except ValidationError as error:
        return _refused(request, comparison, uid, error)
    messages.success(request, _("Your comment is stored."))
    return _to(comparison, made)


@only(can_annotate)
@require_POST
def thread(request: HttpRequest, number: str, comment: int) -> HttpResponse:
    """Answer, reword, resolve, reopen or share a comment that one may read."""
    comparison = find(request, number)
    found = comparison.annotations.filter(visible_annotations(request.user), pk=comment).first()
    if found is None:
        raise Http404(f"There is no comment {comment}.")
    text, by = request.POST.get("text", ""), person(request)
    try:
        match request.POST.get("act"):
            case "answer":
                found = answer(thread=found, text=text, by=by)
            case "reword":
                found = reword(annotation=found, text=text, by=by)
            case "resolve" | "reopen" as act:
                found = settle(thread=found, resolved=act == "resolve", by=by)
            case "share":
                found = share(thread=found, by=by)
            case _:
                raise Http404
    except ValidationError as error:
        return _refused(request, comparison, found.row, error)
    return _to(comparison, found)


def _refused(
    request: HttpRequest, comparison: Comparison, uid: str, error: ValidationError
) -> HttpResponse:
    context = {
        "error": " ".join(error.messages),
        "typed": request.POST.get("text", ""),
        "back": _address(comparison, uid),
    }
    return render(request, "comment_refused.html", context, status=422)


def _to(comparison: Comparison, made: Annotation) -> HttpResponse:
    return redirect(f"{_address(comparison, made.row)}#comment-{made.pk}")


def _address(comparison: Comparison, uid: str) -> str:
    """The clause's page; the list, for a comment whose clause is gone."""
    number, here = comparison.base.resolution.slug, comparison.rows.filter(uid=uid).exists()
    where = {"number": number, "uid": uid} if here else {"number": number}
    address = reverse("clause" if here else "comments", kwargs=where)
    return f"{address}?meeting={comparison.meeting.code}"
