"""One text in force by itself, in any of its revisions and languages. Texts are public."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.middleware import shows


@require_safe
def text(request: HttpRequest, number: str) -> HttpResponse:
    """The latest, unless `revision` and `language` name another. Its clauses have addresses."""
    name, language = (request.GET.get(key, "") for key in ("revision", "language"))
    try:
        found = selectors.text_page(request.user, number, name, language)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    context = {"head": found.head, "clauses": found.clauses}
    return shows(render(request, "text.html", context), found.resolution)
