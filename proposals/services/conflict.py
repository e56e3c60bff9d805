"""Two people changed the same thing: the second is told, and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.core.model import Clause


@dataclass
class Conflict(Exception):
    """`theirs` is what is stored now, at `version`; `yours` what was to be stored."""

    yours: Clause
    theirs: Clause
    version: int

    def __str__(self) -> str:
        return "Somebody else has changed this clause since you opened it."
