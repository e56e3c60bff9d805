"""Text folded for searching, kept beside the text that it follows from.

The column is written by Django whenever its object is, in `save` and `bulk_create` alike,
so that no service has to think of it; what would write the text and not the column adds it,
or is refused. `settle` compares what is stored without it: it follows from the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models


class Folded(models.TextField):
    """The value of the object's own `folded_text()`, made when the object is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"blank": True, "default": "", "editable": False, **kwargs})

    def pre_save(self, model_instance: Any, add: bool) -> str:
        text: str = model_instance.folded_text()
        setattr(model_instance, self.attname, text)
        return text


class SearchableQuerySet(models.QuerySet[Any, Any]):
    """Refuses to write a text past its column."""

    def update(self, **values: Any) -> int:
        if self.model.FOLDED_FROM & values.keys() and "folded" not in values:
            raise TypeError(f"{self.model.__name__}: save what is searched, do not update it.")
        return super().update(**values)

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        objs, fields = tuple(objs), tuple(fields)
        if self.model.FOLDED_FROM & set(fields):
            fields = (*fields, "folded")
            for one in objs:
                one.folded = one.folded_text()
        return super().bulk_update(objs, fields, batch_size)


class Searchable(models.Model):
    """Something with words in it that are searched by `folded__contains`."""

    FOLDED_FROM: frozenset[str]  # the fields that hold the words

    folded = Folded()

    objects = SearchableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None:
            self.folded = self.folded_text()  # also where it was deferred: Django would leave it
        elif self.FOLDED_FROM & set(fields):
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)

    def folded_text(self) -> str:
        raise NotImplementedError
