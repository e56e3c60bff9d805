"""How the core's values stand in the database."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from proposals.core.model import Kind, Op, Run, Runs

LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ru", _("Russian")),
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
]
KINDS = [(kind.value, kind.value) for kind in Kind]


def new_uid() -> str:
    """An immutable id that can stand in an address: 10 characters, 60 bits."""
    return secrets.token_hex(5)


class RunsField(models.JSONField):
    """Runs as compact lists: [op, text], with author, date and reason where there are any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", tuple)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("encoder", DjangoJSONEncoder)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value([to_list(run) for run in value or ()])

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, tuple):
            value = [to_list(run) for run in value]
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Runs:
        return to_runs(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Any:
        return to_runs(value) if isinstance(value, list) else value

    def value_from_object(self, obj: models.Model) -> Any:
        return [to_list(run) for run in getattr(obj, self.attname) or ()]


def to_list(run: Run | list[str]) -> list[str]:
    """A run without the empty values at its end."""
    if isinstance(run, list):
        return run
    values = [run.op.value, run.text, run.author, run.date, run.why]
    while not values[-1] and len(values) > 2:
        values.pop()
    return values


def to_runs(value: list[list[str]] | None) -> Runs:
    return tuple(Run(Op(op), *rest) for op, *rest in value or ())
