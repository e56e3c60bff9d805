"""What people fill in when they import a file, and when they put an alignment right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from proposals.core.result import Refused
from proposals.models import Group, Meeting, SourceDocument
from proposals.services.places import resolution_name
from proposals.services.put_right import DOING


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        one = super().clean
        return [one(file, initial) for file in data or [None]]


def _meetings() -> list[tuple[str, Any]]:
    known = [(one.code, f"{one.name} ({one.code})") for one in Meeting.objects.all()]
    return [("", _("as the file says")), *known]


class DropForm(forms.Form):
    """Files, and the meeting of those that do not say it themselves."""

    files = _FilesField(  # type: ignore[assignment]
        allow_empty_file=True,
        widget=_Files(attrs={"accept": ".docx,.docm,.txt,.xml", "required": True}),
    )
    meeting = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = _meetings()  # type: ignore[attr-defined]


class ChoiceForm(forms.Form):
    """What a person says of one file; empty fields leave it to the file."""

    kind = forms.ChoiceField(
        required=False,
        choices=[("", _("as the file says")), *SourceDocument.Kind.choices],
        label=_("Kind"),
    )
    meeting = forms.ChoiceField(required=False, label=_("Meeting"))
    resolution = forms.CharField(required=False, max_length=24, label=_("Resolution"))
    group = forms.CharField(required=False, max_length=60, label=_("Group"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = _meetings()  # type: ignore[attr-defined]
        self.fields["group"].widget.attrs["list"] = "groups"

    def clean_resolution(self) -> str:
        number: str = self.cleaned_data["resolution"].strip()
        if number:
            try:
                resolution_name(number)
            except Refused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return number


def group_codes() -> list[str]:
    return list(Group.objects.values_list("code", flat=True))


class AlignForm(forms.Form):
    """What to do with a group's clause: `to` is a row's address."""

    do = forms.ChoiceField(choices=[(name, name) for name in (*DOING, "undo")])
    row = forms.CharField(required=False, max_length=12)
    group = forms.CharField(required=False, max_length=60)
    to = forms.CharField(required=False, max_length=12)
    resolution = forms.CharField(required=False, max_length=24)
    version = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("do") in ("move", "join") and not said.get("to"):
            raise forms.ValidationError(_("Choose the row that it belongs in."))
        return said
