"""What people fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from proposals.core.model import Runs, everything
from proposals.core.reading.critic import read_runs, write_runs
from proposals.core.result import Refused
from proposals.services.conflict import Conflict
from proposals.services.decide import Wish


class CorrectionForm(forms.Form):
    """A recovered redline, marked anew: the words stay, only their marks change.

    `version` is the one that the editor saw.
    """

    label = forms.CharField(required=False, strip=False)
    text = forms.CharField(
        required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"})
    )
    reason = forms.CharField(required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)
    conflict: Conflict | None = None

    def __init__(self, data: QueryDict | None, *, label: Runs, text: Runs, version: int) -> None:
        self.before = {"label": label, "text": text}
        initial: dict[str, Any] = {name: write_runs(runs) for name, runs in self.before.items()}
        super().__init__(data, initial={**initial, "version": version})

    def meet(self, conflict: Conflict) -> None:
        """Say that somebody else was quicker; saving again stores what was typed here."""
        self.conflict = conflict
        self.data = {**self.data.dict(), "version": str(conflict.version)}  # type: ignore[attr-defined]
        self.add_error(None, _("Somebody else has changed this redline since you opened it."))

    def clean_label(self) -> Runs:
        return self._runs("label")

    def clean_text(self) -> Runs:
        return self._runs("text")

    def _runs(self, name: str) -> Runs:
        # A browser sends every line break as CR LF, and none of these was typed.
        typed = self.cleaned_data[name].replace("\r\n", "\n")
        try:
            runs = read_runs(typed)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        if everything(runs) != everything(self.before[name]):
            raise forms.ValidationError(_("Only the marks can change, not the words."))
        return runs


class DecisionForm(forms.Form):
    """A button of the drafting screen: `choice[:group][@start-stop]`, and what was typed.

    `seen` is the clause's last decision that the person has seen.
    """

    choice = forms.RegexField(r"^[a-z]+(:[^@]{1,60})?(@\d{1,6}-\d{1,6})?$")
    text = forms.CharField(required=False, strip=False)
    reason = forms.CharField(required=False, max_length=2000)
    seen = forms.IntegerField(min_value=0)

    def wish(self, row: str) -> Wish:
        name, _at, span = self.cleaned_data["choice"].partition("@")
        choice, _colon, group = name.partition(":")
        start, _dash, stop = span.partition("-")
        return Wish(
            row=row,
            choice=choice,
            span=(int(start), int(stop)) if span else None,
            group=group,
            text=self.cleaned_data["text"].replace("\r\n", "\n"),
            reason=self.cleaned_data["reason"].strip(),
        )

    def messages(self) -> list[str]:
        return [str(message) for found in self.errors.values() for message in found]
