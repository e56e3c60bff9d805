"""A text in force, clause by clause, in order."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import F
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from proposals.models import Clause, Revision
from proposals.services.edit_base import new_uid

FAR = 1_000_000  # out of the way of every position


class ClauseForm(forms.ModelForm):
    """A clause without its position, which follows from the places of all of them."""

    place = forms.DecimalField(
        label=_("place"),
        required=False,
        help_text=_("3.5 stands between 3 and 4; empty is the end"),
        widget=forms.NumberInput(attrs={"step": "any", "size": 5}),
    )

    class Meta:
        model = Clause
        fields = ("place", "kind", "label", "text")
        widgets: ClassVar = {
            "label": forms.TextInput(attrs={"size": 5}),
            "text": forms.Textarea(attrs={"rows": 3, "cols": 90}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["place"] = self.instance.position + 1


class ClauseFormSet(BaseInlineFormSet):
    """Clauses of one text; saving numbers them anew by their places."""

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=False)
        revision: Revision = self.instance
        for deleted in self.deleted_objects:
            deleted.delete()
        # Two clauses may change places only if neither holds its place meanwhile.
        revision.clauses.update(position=-F("position") - FAR)
        for number, clause in enumerate(saved):
            if clause.pk is None:
                clause.revision = revision
                clause.uid = new_uid(clause)
                clause.position = FAR + number
            else:
                clause.position = -clause.position - FAR
            clause.save()
        ordered = sorted(
            (form for form in self.forms if form.instance.pk and form not in self.deleted_forms),
            key=_place,
        )
        for position, form in enumerate(ordered):
            form.instance.position = position
        Clause.objects.bulk_update([form.instance for form in ordered], ["position"])
        return saved


def _place(form: forms.BaseForm) -> tuple[bool, float]:
    place = form.cleaned_data.get("place")
    return place is None, float(place or 0)


class ClauseInline(admin.StackedInline):
    """The clauses; one that a table stands on is not deleted (the form says so)."""

    model = Clause
    form = ClauseForm
    formset = ClauseFormSet
    extra = 0
    ordering = ("position",)
    fields = (("place", "kind", "label"), "text")
