from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from proposals.admin.shown import signed_in
from proposals.models import Comparison, Delegation, Group, Meeting
from proposals.services.align_comparison import align_comparison
from proposals.services.publish import publish_meeting
from proposals.services.record import touch


@admin.register(Meeting)
class MeetingAdmin(SimpleHistoryAdmin):
    list_display = ("code", "name", "place", "starts", "ends", "count", "published")
    list_filter = ("published", "conference", "year")
    search_fields = ("code", "name", "place")
    date_hierarchy = "starts"
    fieldsets = (
        (None, {"fields": ("code", "conference", "name", "published", "delegates_comment")}),
        (_("When and where"), {"fields": ("place", "year", ("starts", "ends"))}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        return super().get_queryset(request).annotate(count=Count("comparisons"))

    @admin.display(description=_("comparisons"), ordering="count")
    def count(self, meeting: Any) -> int:
        return int(meeting.count)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and "published" in form.changed_data:
            publish_meeting(meeting=obj, published=obj.published, by=signed_in(request))
        else:
            super().save_model(request, obj, form, change)
        for comparison in obj.comparisons.select_related("base__resolution") if change else ():
            touch(comparison.base.resolution)  # its pages name the meeting


@admin.register(Group)
class GroupAdmin(SimpleHistoryAdmin):
    list_display = ("code", "name", "source_code", "order")
    list_editable = ("order",)
    search_fields = ("code", "name", "source_code")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "code" in form.changed_data:
            # Its columns' cells name it.
            found = Comparison.objects.filter(proposals__group=obj)
            for comparison in found.select_related("base__resolution"):
                align_comparison(comparison=comparison, by=signed_in(request))
                touch(comparison.base.resolution)


@admin.register(Delegation)
class DelegationAdmin(SimpleHistoryAdmin):
    list_display = ("user", "group")
    list_filter = ("group",)
    search_fields = ("user__username", "group__code", "group__name")
    autocomplete_fields = ("user", "group")
