"""Parts of a whole, as a bar shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

ROOM = 2.0  # per cent of a bar that a sign needs to stand in its part


@dataclass(frozen=True, slots=True)
class Part:
    """One state's part of the whole; `start` and `width` in per cent of the bar."""

    state: TextChoices
    count: int
    start: float
    width: float

    @property
    def mirrored(self) -> float:
        """Where it starts when the bar is read from the right."""
        return round(max(100 - self.start - self.width, 0), 2)

    @property
    def middle(self) -> float:
        return round(self.start + self.width / 2, 2)

    @property
    def mirrored_middle(self) -> float:
        return round(100 - self.start - self.width / 2, 2)

    @property
    def is_wide(self) -> bool:
        return self.width >= ROOM


def parts(counts: Iterable[tuple[TextChoices, int]]) -> tuple[Part, ...]:
    """The parts in the order given, without those of none."""
    found = [(state, count) for state, count in counts if count]
    total = sum(count for _, count in found)
    made, start = [], 0.0
    for state, count in found:
        width = 100 * count / total
        made.append(Part(state, count, round(start, 2), round(width, 2)))
        start += width
    return tuple(made)
