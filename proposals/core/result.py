"""What every reader returns: a value, and everything a person should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the reader had to guess or could not place.

    `source` is the 1-based line (text) or paragraph (Word) it speaks of, 0 for
    the whole file; `column` is the group's code, "" for the whole file.
    """

    message: str
    source: int = 0
    column: str = ""

    def __str__(self) -> str:
        where = ", ".join(
            part for part in (self.column, f"line {self.source}" if self.source else "") if part
        )
        return f"{where}: {self.message}" if where else self.message


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """A value that was read, and the warnings that came with it, in order."""

    value: T
    warnings: tuple[Warning, ...] = ()


class Refused(ValueError):
    """A file that cannot be read: one plain sentence that says what and where."""
