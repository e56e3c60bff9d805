"""The secretariat's desk: what can leave, in what state it is, and packs of whole meetings."""

from __future__ import annotations

from time import monotonic

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from proposals.core.result import Refused
from proposals.models import Pack
from proposals.permissions import can_use_desk
from proposals.selectors.desk import PackState, desk, find_meeting, find_pack, pack_state
from proposals.services import pack as packing
from proposals.views.doors import only, person

# Without a script a person presses the button: then a request goes on for this long.
PATIENCE = 8.0  # seconds


@only(can_use_desk)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "desk.html", {"meetings": desk(request.user)})


@only(can_use_desk)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a pack of a meeting; its page then writes it."""
    try:
        meeting = find_meeting(request.POST.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    published_only = request.POST.get("what") != "all"
    try:
        made = packing.start(meeting=meeting, published_only=published_only, by=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk")
    return redirect("pack", pk=made.pk)


@only(can_use_desk)
@require_safe
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "pack.html", _context(_found(pk)))


@only(can_use_desk)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the next file of a pack and say how far it is; without a script, several."""
    found = _pack(pk)
    if request.htmx:  # type: ignore[attr-defined]
        packing.step(found)
        return render(request, "_pack.html", _context(_found(pk)))
    began = monotonic()
    while not _found(pk).ready and monotonic() - began < PATIENCE:
        before = _found(pk).done
        packing.step(found)
        if _found(pk).done == before:  # others are at work on what is left
            break
    return redirect("pack", pk=pk)


@only(can_use_desk)
@require_safe
def pack_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _pack(pk)
    if not found.file:
        raise Http404("The pack is not finished.")
    name = f"{found.meeting.code}.zip"
    return FileResponse(
        found.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )


@only(can_use_desk)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    packing.discard(pack=_pack(pk))
    messages.success(request, _("The pack was thrown away."))
    return redirect("desk")


def _pack(pk: int) -> Pack:
    try:
        return find_pack(pk)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error


def _found(pk: int) -> PackState:
    try:
        return pack_state(pk)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error


def _context(found: PackState) -> dict[str, object]:
    # What is read aloud changes in tenths, not with every file.
    tenths = 10 * found.done // found.total
    return {"pack": found, "percent": 10 * tenths}
