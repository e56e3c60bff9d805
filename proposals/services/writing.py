"""Writing many objects at once, and only those that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TypeVar

from django.db import models

from proposals.models.folded import Folded

M = TypeVar("M", bound=models.Model)

# Few enough for any database's limit of parameters in one statement.
CHUNK = 500


def settle(model: type[M], stored: Iterable[M], wanted: Sequence[M]) -> bool:
    """Make `wanted` what is stored instead of `stored`; whether anything had to be written.

    A wanted object with the key of a stored one takes its place. What differs is deleted
    and inserted under its key, all in a few statements, so that positions may be
    exchanged without ever being held twice. Foreign keys are checked at the end of the
    transaction; nothing cascades.
    """
    fields = (one for one in model._meta.concrete_fields if not isinstance(one, Folded))
    values = attrgetter(*(field.attname for field in fields))
    known = {one.pk: values(one) for one in stored}
    changed = [one for one in wanted if one.pk is None or known.get(one.pk) != values(one)]
    kept = {one.pk for one in wanted}
    stale = [one.pk for one in changed if one.pk in known]
    stale += [pk for pk in known if pk not in kept]
    for start in range(0, len(stale), CHUNK):
        found = model._base_manager.filter(pk__in=stale[start : start + CHUNK])
        found._raw_delete(found.db)
    model._base_manager.bulk_create(changed)
    return bool(stale or changed)
