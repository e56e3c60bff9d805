"""The JSON API: read-only, for the same visitors as the pages. `openapi.py` describes it.

What belongs to one resolution carries its version as its tag, so that who asks again with
`If-None-Match` is told in one small query that nothing has changed. A list, and what differs
between visitors, is tagged by what it says.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import etag, require_safe

from proposals import selectors
from proposals.permissions import Visitor
from proposals.selectors import api
from proposals.services.writing_out import TYPES, comparison_bytes
from proposals.views.openapi import DESCRIPTION


def _version(request: HttpRequest, number: str) -> str | None:
    try:
        stamp = selectors.comparison_stamp(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist:
        return None
    return f'"{stamp.comparison}.{stamp.version}"'


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    return JsonResponse(DESCRIPTION)


@require_safe
def meetings(request: HttpRequest) -> HttpResponseBase:
    return _tagged(request, JsonResponse(api.meetings_data(request.user)))


@require_safe
def resolutions(request: HttpRequest) -> HttpResponseBase:
    return _tagged(request, JsonResponse(api.resolutions_data(request.user)))


@require_safe
@etag(_version)
def comparison(request: HttpRequest, number: str) -> HttpResponse:
    def found(user: Visitor, slug: str, meeting: str) -> HttpResponse:
        data = comparison_bytes(selectors.export_comparison(user, slug, meeting), "json")
        return HttpResponse(data, content_type=TYPES["json"])

    return _found(request, number, found)


@require_safe
@etag(_version)
def draft(request: HttpRequest, number: str) -> HttpResponse:
    return _found(request, number, lambda *asked: JsonResponse(api.draft_data(*asked)))


@require_safe
@etag(_version)
def decisions(request: HttpRequest, number: str) -> HttpResponse:
    return _found(request, number, lambda *asked: JsonResponse(api.decisions_data(*asked)))


@require_safe
@etag(_version)
def snapshots(request: HttpRequest, number: str) -> HttpResponse:
    return _found(request, number, lambda *asked: JsonResponse(api.snapshots_data(*asked)))


@require_safe
def snapshot(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    def found(user: Visitor, slug: str, meeting: str) -> HttpResponse:
        return JsonResponse(api.snapshot_data(user, slug, meeting, name))

    return _tagged(request, _found(request, number, found))


@require_safe
def comments(request: HttpRequest, number: str) -> HttpResponseBase:
    answer = _found(request, number, lambda *asked: JsonResponse(api.annotations_data(*asked)))
    return _tagged(request, answer)


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """An answer with a tag of what it says, or that it still says so; each visitor's own."""
    if response.status_code != 200:
        return response
    _answer(response)
    patch_vary_headers(response, ("Cookie",))
    tag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response) or response


def _found(
    request: HttpRequest,
    number: str,
    find: Callable[[Visitor, str, str], HttpResponse],
) -> HttpResponse:
    """What is found for the visitor; what is not, or not for them, is a 404 that says so."""
    try:
        return _answer(find(request.user, number, request.GET.get("meeting", "")))
    except ObjectDoesNotExist as error:
        return JsonResponse({"error": str(error)}, status=404)


def _answer(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-cache"  # keep it, and ask each time whether it still holds
    return response
