"""Putting the alignment right: in the stored table, and in the preview of a staged file.

For editors, the secretariat and administrators. The same form serves both; a script asks
for it with a header, sends it back, and is answered in JSON.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proposals import selectors
from proposals.core.result import Refused
from proposals.models import Comparison, StagedFile
from proposals.permissions import can_edit_alignment, can_import
from proposals.selectors.aligning import Alignment, alignment, row_of
from proposals.services.conflict import Conflict
from proposals.services.import_document import Imported
from proposals.services.move_clauses import undo_move
from proposals.services.put_right import put_right, step_for, take
from proposals.services.stage import Preview, choose, opened, part_of, previews
from proposals.views.doors import only
from proposals.views.import_forms import AlignForm


@only(can_edit_alignment)
@require_http_methods(["GET", "HEAD", "POST"])
def align(request: HttpRequest, number: str) -> HttpResponse:
    """Move a clause of the stored table to another row."""
    try:
        comparison = selectors.find_comparison(request.user, number, request.GET.get("meeting", ""))
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    form = AlignForm(request.POST or None)
    query = f"?meeting={comparison.meeting.code}"
    back = reverse("compare", kwargs={"number": number}) + query
    if form.is_valid():
        try:
            row = _put_right(request, comparison, form.cleaned_data)
        except (Refused, Conflict) as refused:
            form.add_error(None, str(refused))
        else:
            return _done(request, back, row)
    action = reverse("align", kwargs={"number": number}) + query
    clause = _asked(request, comparison)
    return _form(request, form, {"clause": clause, "action": action, "back": back})


def _put_right(request: HttpRequest, comparison: Comparison, said: dict[str, Any]) -> str:
    """Do as the form says; the row in which the clause stands then."""
    who: Any = request.user
    if said["do"] == "undo":
        name = undo_move(comparison=comparison.pk, by=who)
        messages.success(request, _("Taken back: %(name)s.") % {"name": name})
        return said["row"]
    at = alignment(comparison, said["row"], said["group"]).at
    put_right(
        comparison=comparison.pk,
        do=said["do"],
        row=said["row"],
        group=said["group"],
        to=said["to"],
        version=said["version"] or 0,
        by=who,
    )
    return row_of(comparison, said["group"], at)


def _asked(request: HttpRequest, comparison: Comparison) -> Alignment | None:
    """The clause that the form is about."""
    asked = request.POST if request.method == "POST" else request.GET
    try:
        return alignment(comparison, asked.get("row", ""), asked.get("group", ""))
    except ObjectDoesNotExist:
        return None


@only(can_import)
@require_http_methods(["GET", "HEAD", "POST"])
def align_staged(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a clause in the preview: remembered with the file, done when it is imported."""
    file = get_object_or_404(StagedFile, pk=pk, by=request.user)
    form = AlignForm(request.POST or None)
    asked = request.POST if request.method == "POST" else request.GET
    number = asked.get("resolution", "")
    back = reverse("staged", kwargs={"pk": pk})
    if form.is_valid() and form.cleaned_data["do"] == "undo":
        choose(staged=file, steps=file.steps[:-1])
        return _done(request, back, form.cleaned_data["row"])
    if form.is_valid():
        preview = _stepped(file, number, form.cleaned_data)
        if not preview.refusal:
            step, row = preview.seen
            choose(staged=file, steps=[*file.steps, step])
            return _done(request, back, row)
        form.add_error(None, preview.refusal)
    context = {
        "clause": _asked_staged(file, number, asked.get("row", ""), asked.get("group", "")),
        "action": reverse("align_staged", kwargs={"pk": pk}),
        "back": back,
        "resolution": number,
    }
    return _form(request, form, context)


def _stepped(file: StagedFile, number: str, said: dict[str, Any]) -> Preview:
    """Try a step in a preview; seen are the step to keep, and where the clause stands then."""

    def look(imported: Imported) -> tuple[dict[str, Any], str]:
        comparison = part_of(imported, number)
        step = step_for(comparison, said["do"], said["row"], said["group"], said["to"])
        take(comparison, step, file.by)
        return step.as_json(), row_of(comparison, step.group, step.at)

    return previews(files=opened(file.by), look=look, only=file.pk)[0]


def _asked_staged(file: StagedFile, number: str, row: str, group: str) -> Alignment | None:
    def look(imported: Imported) -> Alignment | None:
        try:
            return alignment(part_of(imported, number), row, group)
        except ObjectDoesNotExist:
            return None

    found = previews(files=opened(file.by), look=look, only=file.pk)
    return found[0].seen if found else None


def _done(request: HttpRequest, back: str, row: str) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"row": row})
    return redirect(f"{back}#r{row}" if row else back)


def _form(request: HttpRequest, form: AlignForm, context: dict[str, Any]) -> HttpResponse:
    """The form, or why there is none; what was refused is said in it."""
    sentences = [str(one) for errors in form.errors.values() for one in errors]
    if context["clause"] is None and not sentences:
        sentences = [_("The document itself holds no clause here: there is nothing to move.")]
        if not _is_script(request):
            raise Http404(sentences[0])
    if sentences and _is_script(request):
        return JsonResponse({"refused": " ".join(sentences)})
    if context["clause"] is None:
        for sentence in sentences:
            messages.error(request, sentence)
        return redirect(context["back"])
    page = {**context, "errors": sentences}
    return render(request, "align.html", page, status=422 if sentences else 200)


def _is_script(request: HttpRequest) -> bool:
    return "X-Requested-With" in request.headers
