"""The register of cited texts: read from a table, and what follows from a change of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from proposals.core.result import Refused
from proposals.models import CitedText, Resolution

NEEDED = ("conference", "kind", "number", "place", "year", "revised")
YES, NO = ("yes", "true", "1"), ("no", "false", "0", "")


@dataclass(frozen=True, slots=True)
class Registered:
    """How many rows were new, how many said something else than the store, how many nothing."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def import_register(*, data: bytes) -> Registered:
    """Add the rows of a CSV file that has the columns NEEDED; `source` and `adopted` may be there.

    What the file does not name stays. Raises Refused with the line that cannot be read;
    then nothing is stored.
    """
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for line, fields in _rows(data):
        named = {
            name: fields.pop(name) for name in ("conference", "kind", "number", "place", "year")
        }
        found = CitedText.objects.filter(**named).first()
        entry = found or CitedText(**named)
        told = {name: value for name, value in fields.items() if getattr(entry, name) != value}
        for name, value in told.items():
            setattr(entry, name, value)
        if found and not told:
            counts["unchanged"] += 1
            continue
        try:
            entry.full_clean()
        except ValidationError as error:
            raise Refused(f"line {line}: {' '.join(error.messages)}") from error
        entry.save()
        counts["changed" if found else "added"] += 1
    if counts["added"] or counts["changed"]:
        touch_every_resolution()
    return Registered(**counts)


def touch_every_resolution() -> None:
    """Any of them may cite what the register now says otherwise."""
    Resolution.objects.update(version=F("version") + 1)


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        table = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True)
        missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
        if missing:
            raise Refused(f"line 1: no column {', '.join(missing)}")
        for row in table:
            yield table.line_num, _fields(table.line_num, row)
    except UnicodeDecodeError as error:
        raise Refused("the file is not text in UTF-8") from error
    except csv.Error as error:
        raise Refused(f"line {table.line_num}: {error}") from error


def _fields(line: int, row: dict[str, str | None]) -> dict[str, Any]:
    told = {name: (row.get(name) or "").strip() for name in (*NEEDED, "source", "adopted")}
    revised = told["revised"].casefold()
    if revised not in YES + NO:
        raise Refused(f"line {line}: revised is yes or no, not “{told['revised']}”")
    try:
        year = int(told["year"]) if told["year"] else None
        adopted = date.fromisoformat(told["adopted"]) if told["adopted"] else None
    except ValueError as error:
        raise Refused(f"line {line}: {error}") from error
    fields = {**told, "year": year, "revised": revised in YES, "adopted": adopted}
    # What the table has no column for stays as it is in the store.
    return {name: value for name, value in fields.items() if name in NEEDED or name in row}
