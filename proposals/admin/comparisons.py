from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from proposals.admin.shown import Shown, signed_in
from proposals.models import Comparison, Correction, Proposal, ProposedClause, Record, Row
from proposals.services.align_comparison import align_comparison
from proposals.services.publish import publish
from proposals.services.record import touch


class ProposalInline(admin.TabularInline):
    """The columns: a group can be announced here; its document comes by an import."""

    model = Proposal
    extra = 0
    fields = ("group", "document", "code", "action", "language", "position")
    autocomplete_fields = ("group",)
    ordering = ("position",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Comparison)
class ComparisonAdmin(admin.ModelAdmin):
    """Made by imports; here it is shown to everybody, or taken back."""

    list_display = ("base", "meeting", "published")
    list_filter = ("published", "meeting")
    list_select_related = ("base__resolution", "meeting")
    search_fields = ("base__title", "base__resolution__number", "meeting__code")
    fields = ("meeting", "base", "published")
    readonly_fields = ("meeting", "base")
    inlines = (ProposalInline,)
    actions = ("publish", "withdraw")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        publish(comparison=obj, published=obj.published, by=signed_in(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(formset.has_changed() for formset in formsets):
            align_comparison(comparison=form.instance, by=signed_in(request))
            touch(form.instance.base.resolution)

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Comparison]) -> None:
        self._set(request, queryset, published=True)

    @admin.action(description=_("Withdraw from publication"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Comparison]) -> None:
        self._set(request, queryset, published=False)

    def _set(
        self, request: HttpRequest, queryset: QuerySet[Comparison], *, published: bool
    ) -> None:
        for comparison in queryset.select_related("base__resolution", "meeting"):
            publish(comparison=comparison, published=published, by=signed_in(request))


@admin.register(Row)
class RowAdmin(Shown):
    list_display = ("uid", "comparison", "section", "kind", "base")
    list_filter = ("kind", "comparison__meeting")
    list_select_related = ("comparison__meeting", "comparison__base__resolution", "base")
    search_fields = ("uid", "section", "base__text")


@admin.register(ProposedClause)
class ProposedClauseAdmin(Shown):
    list_display = ("__str__", "proposal", "section", "state", "corrected", "pinned_at")
    list_filter = ("state", "corrected", "proposal__group")
    list_select_related = (
        "proposal__group",
        "proposal__comparison__meeting",
        "proposal__comparison__base__resolution",
    )
    search_fields = ("section", "row__uid")
    exclude = ("html",)


@admin.register(Correction)
class CorrectionAdmin(Shown):
    list_display = ("__str__", "part", "by", "at", "reason")
    list_filter = ("at",)
    search_fields = ("reason", "by__username")


@admin.register(Record)
class RecordAdmin(Shown):
    list_display = ("at", "by", "verb", "object", "resolution")
    list_filter = ("verb", "at", "resolution")
    list_select_related = ("by", "resolution")
    search_fields = ("object", "by__username")
    date_hierarchy = "at"
