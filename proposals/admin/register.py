from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from proposals.models import CitedText
from proposals.services.edit_register import touch_every_resolution


@admin.register(CitedText)
class CitedTextAdmin(SimpleHistoryAdmin):
    list_display = ("__str__", "conference", "kind", "number", "place", "year", "revised", "source")
    list_filter = ("conference", "kind", "revised", "year")
    search_fields = ("number", "place", "source")
    fieldsets = (
        (None, {"fields": (("conference", "kind", "number"), ("place", "year"), "revised")}),
        (None, {"fields": ("adopted", "source")}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        touch_every_resolution()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        touch_every_resolution()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CitedText]) -> None:
        super().delete_queryset(request, queryset)
        touch_every_resolution()
