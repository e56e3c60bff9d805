"""All groups' edits of one clause on one base token stream: spans and their readings.

The base is cut into units (a word or a mark, with the white space after it). Each
group's runs become edits of whole units; edits of any groups that overlap or touch
make one span. What a group would have a span say is its reading, and groups that
say the same (under `words.normal`) share one. Labels take no part: renumbering
never makes a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from proposals.core import words
from proposals.core.model import Op, Run, Runs, accept, reject


class Agreement(StrEnum):
    """How far the groups that propose a text for a span agree."""

    UNANIMOUS = "unanimous"  # every group that proposes on the clause says this
    AGREED = "agreed"  # two or more say this, none says another thing
    SINGLE = "single"  # one group proposes, no other touches these words
    CONFLICT = "conflict"  # two or more readings


@dataclass(frozen=True, slots=True)
class Edit:
    """Base units [start, stop) replaced by `text`; start == stop inserts."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One text for a span, and the groups that propose it, in column order."""

    text: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A maximal run of touching edits over base units [start, stop)."""

    start: int
    stop: int
    base: str
    readings: tuple[Reading, ...]
    agreement: Agreement

    @property
    def is_insertion(self) -> bool:
        return self.start == self.stop

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(reading.text for reading in self.readings)

    @property
    def key(self) -> tuple[int, int]:
        """Names the span within its clause, for as long as the edits stand."""
        return self.start, self.stop

    @property
    def differs_in_form_only(self) -> bool:
        """True for a conflict over nothing but punctuation, case or white space."""
        return (
            self.agreement is Agreement.CONFLICT
            and len({bare(reading.text) for reading in self.readings}) == 1
        )


def bare(text: str) -> str:
    """Letters and digits only, caseless: what is left when form is put aside."""
    return "".join(filter(str.isalnum, words.normal(text).casefold()))


def units(text: str) -> list[str]:
    """Words and marks, each with the white space after it; "".join gives the text."""
    found: list[str] = []
    lead = ""
    for token in words.tokens(text):
        if not token.isspace():
            found.append(lead + token)
            lead = ""
        elif found:
            found[-1] += token
        else:
            lead += token
    return [*found, lead] if lead else found


def edits(base: str, runs: Sequence[Run]) -> tuple[Edit, ...]:
    """A group's runs as edits of the base's units, in order, none touching another.

    `reject(runs)` must equal `base` under `words.normal`; where it does not (an edit
    without track changes), the edit is the whole difference of the two texts.
    """
    return _edits(base, units(base), runs)


def _edits(base: str, base_units: Sequence[str], runs: Sequence[Run]) -> tuple[Edit, ...]:
    if all(run.op is Op.EQUAL for run in runs):
        return ()
    own_units = base_units if (own := reject(runs)) == base else units(own)
    if own != base and list(map(words.normal, base_units)) != list(map(words.normal, own_units)):
        whole = _trimmed(base_units, 0, len(base_units), accept(runs))
        return (whole,) if whole else ()
    gaps, texts, touched_gaps, touched_units = _by_unit(own_units, runs)
    found: list[Edit] = []
    start: int | None = None
    text = ""
    for index in range(len(own_units) + 1):
        if touched_gaps[index]:
            start = index if start is None else start
            text += gaps[index]
        is_touched = index < len(own_units) and touched_units[index]
        if is_touched:
            start = index if start is None else start
            text += texts[index]
        elif start is not None:
            edit = _trimmed(base_units, start, index, text)
            found.extend([edit] if edit else [])
            start, text = None, ""
    return tuple(found)


def _by_unit(
    own_units: Sequence[str], runs: Sequence[Run]
) -> tuple[list[str], list[str], list[bool], list[bool]]:
    """What the runs leave of each unit, what they insert before it, and which changed."""
    starts = [0]
    for unit in own_units:
        starts.append(starts[-1] + len(unit))
    gaps = [""] * (len(own_units) + 1)
    texts = [""] * len(own_units)
    touched_gaps = [False] * (len(own_units) + 1)
    touched_units = [False] * len(own_units)
    index = offset = 0
    for run in runs:
        if run.op is Op.INSERT:
            if offset == starts[index]:
                gaps[index] += run.text
                touched_gaps[index] = True
            else:
                texts[index] += run.text
                touched_units[index] = True
            continue
        left = run.text
        while left:
            piece = left[: starts[index + 1] - offset]
            if run.op is Op.EQUAL:
                texts[index] += piece
            else:
                touched_units[index] = True
            offset += len(piece)
            left = left[len(piece) :]
            if offset == starts[index + 1]:
                index += 1
    return gaps, texts, touched_gaps, touched_units


def _trimmed(base_units: Sequence[str], start: int, stop: int, text: str) -> Edit | None:
    """The edit without the units it leaves as they are at either end; None for none."""
    new = units(text)
    while start < stop and new and words.normal(base_units[start]) == words.normal(new[0]):
        start, new = start + 1, new[1:]
    while start < stop and new and words.normal(base_units[stop - 1]) == words.normal(new[-1]):
        stop, new = stop - 1, new[:-1]
    return Edit(start, stop, "".join(new)) if start < stop or new else None


def spans(base: str, proposed: Mapping[str, Runs]) -> tuple[Span, ...]:
    """The spans of a clause, in order. `proposed` holds each group whose document
    has the clause, also those that change nothing."""
    if all(run.op is Op.EQUAL for runs in proposed.values() for run in runs):
        return ()
    base_units = units(base)
    by_group = {group: _edits(base, base_units, runs) for group, runs in proposed.items()}
    proposing = tuple(group for group, found in by_group.items() if found)
    return tuple(
        _span(base_units, start, stop, by_group, proposing)
        for start, stop in _extents(edit for found in by_group.values() for edit in found)
    )


def _extents(found: Iterable[Edit]) -> list[tuple[int, int]]:
    """The unions of touching edits, in order."""
    extents: list[tuple[int, int]] = []
    for edit in sorted(found, key=lambda edit: (edit.start, edit.stop)):
        if extents and edit.start <= extents[-1][1]:
            extents[-1] = (extents[-1][0], max(extents[-1][1], edit.stop))
        else:
            extents.append((edit.start, edit.stop))
    return extents


def _span(
    base_units: Sequence[str],
    start: int,
    stop: int,
    by_group: Mapping[str, Sequence[Edit]],
    proposing: Sequence[str],
) -> Span:
    texts: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for group, found in by_group.items():
        inside = [edit for edit in found if start <= edit.start and edit.stop <= stop]
        if not inside:
            continue
        text = _apply(base_units, start, stop, inside)
        form = words.normal(text).strip()
        texts.setdefault(form, text)
        groups.setdefault(form, []).append(group)
    readings = tuple(Reading(texts[form], tuple(groups[form])) for form in texts)
    return Span(
        start, stop, "".join(base_units[start:stop]), readings, _agreement(readings, proposing)
    )


def _apply(base_units: Sequence[str], start: int, stop: int, inside: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = start
    for edit in inside:
        parts.extend(base_units[at : edit.start])
        parts.append(edit.text)
        at = edit.stop
    return "".join([*parts, *base_units[at:stop]])


def _agreement(readings: Sequence[Reading], proposing: Sequence[str]) -> Agreement:
    if len(readings) > 1:
        return Agreement.CONFLICT
    if len(readings[0].groups) == 1:
        return Agreement.SINGLE
    if len(readings[0].groups) == len(proposing):
        return Agreement.UNANIMOUS
    return Agreement.AGREED
