"""The files that were imported, what became of each, and the originals themselves.

For those who may import.
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from proposals import selectors
from proposals.models import SourceDocument
from proposals.permissions import can_import
from proposals.views.doors import only

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@only(can_import)
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("resolution", "")
    context = {"documents": selectors.documents(request.user, asked), "resolution": asked}
    return render(request, "documents.html", context)


@only(can_import)
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of one import."""
    try:
        found = selectors.document(request.user, pk)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    return render(request, "document.html", {"document": found})


@only(can_import)
@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to the byte, under the name that it came with; never shown inline."""
    found = get_object_or_404(SourceDocument, pk=pk)
    kind = WORD if str(found.file.name).endswith(".docx") else "text/plain; charset=utf-8"
    return FileResponse(  # type: ignore[return-value]
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=kind
    )
