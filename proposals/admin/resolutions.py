from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from proposals.admin.clauses import ClauseInline
from proposals.admin.shown import Shown, signed_in
from proposals.models import Clause, Resolution, Revision, SourceDocument
from proposals.services.edit_base import edit_base


class RevisionInline(admin.TabularInline):
    model = Revision
    extra = 0
    fields = ("name", "place", "year", "language", "title")
    show_change_link = True


@admin.register(Resolution)
class ResolutionAdmin(SimpleHistoryAdmin):
    list_display = ("__str__", "conference", "number", "count", "slug")
    list_filter = ("conference",)
    search_fields = ("number", "slug", "revisions__title")
    readonly_fields = ("slug",)
    inlines = (RevisionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resolution]:
        return super().get_queryset(request).annotate(count=Count("revisions"))

    @admin.display(description=_("revisions"), ordering="count")
    def count(self, resolution: Any) -> int:
        return int(resolution.count)


@admin.register(Revision)
class RevisionAdmin(SimpleHistoryAdmin):
    list_display = ("resolution", "name", "title", "language", "year", "count", "inferred")
    list_display_links = ("name", "title")
    list_filter = ("resolution__conference", "language", "inferred", "year")
    list_select_related = ("resolution",)
    search_fields = ("name", "title", "resolution__number", "resolution__slug")
    autocomplete_fields = ("resolution",)
    readonly_fields = ("document", "inferred")
    inlines = (ClauseInline,)
    fieldsets = (
        (None, {"fields": ("resolution", "name", "title", "language")}),
        (_("Where and when"), {"fields": (("place", "year"), "inferred", "document")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).annotate(count=Count("clauses"))

    @admin.display(description=_("clauses"), ordering="count")
    def count(self, revision: Any) -> int:
        return int(revision.count)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            what = self.construct_change_message(request, form, formsets, not change)
            revision = Revision.objects.select_related("resolution").get(pk=form.instance.pk)
            edit_base(revision=revision, by=signed_in(request), what=str(what))


@admin.register(Clause)
class ClauseAdmin(Shown):
    """To search all texts at once; a clause is edited where its neighbours are in sight."""

    list_display = ("revision", "section", "label", "text")
    list_filter = ("kind", "revision__language", "revision__resolution__conference")
    list_select_related = ("revision__resolution",)
    search_fields = ("text", "section", "uid")


@admin.register(SourceDocument)
class SourceDocumentAdmin(Shown):
    list_display = ("name", "kind", "resolution", "meeting", "imported_by", "imported_at")
    list_filter = ("kind", "meeting", "imported_at")
    list_select_related = ("resolution", "meeting", "imported_by")
    search_fields = ("name", "sha256", "resolution__number")
    date_hierarchy = "imported_at"
    fields = (
        "name", "kind", "resolution", "meeting", "size", "sha256", "imported_by", "imported_at",
        "said",
    )  # fmt: skip

    @admin.display(description=_("warnings"))
    def said(self, document: SourceDocument) -> SafeString:
        lines = ((column, source or "", message) for source, column, message in document.warnings)
        items = format_html_join("", "<li>{} {} {}</li>", lines)
        return format_html("<ul>{}</ul>", items)
