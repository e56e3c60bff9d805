"""Substance apart from form: what each change of a clause does, and the rule that says so.

A change is one of form only where a rule proves it; whatever no rule proves is
substantive. The rules, from the lightest: white space, typography, letter case,
punctuation; spellings and editorial terms (`spelling`); labels, and references that
follow a label; the date of a citation that stays the same citation (`citations`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from proposals.core import citations, references
from proposals.core.model import Clause, Kind, Op, Run, accept, reject
from proposals.core.wording import Rule, judge
from proposals.core.words import normal


class Class(StrEnum):
    """What a change is to the reader; `weight` orders them."""

    NONE = "none"  # nothing changes
    PUNCTUATION = "punctuation"
    SPELLING = "spelling"
    RENUMBERING = "renumbering"
    CITATION = "citation"
    SUBSTANTIVE = "substantive"

    @property
    def weight(self) -> int:
        return list(Class).index(self)

    @property
    def is_formal(self) -> bool:
        return self not in (Class.NONE, Class.SUBSTANTIVE)


_CLASSES = {
    Rule.PUNCTUATION: Class.PUNCTUATION,
    **dict.fromkeys(
        (
            Rule.SPACE,
            Rule.TYPOGRAPHY,
            Rule.SECTOR,
            Rule.CASE,
            Rule.HYPHEN,
            Rule.SPELLING,
            Rule.TERM,
        ),
        Class.SPELLING,
    ),
    **dict.fromkeys((Rule.LABEL, Rule.FOLLOWS, Rule.NOTE), Class.RENUMBERING),
    **dict.fromkeys((Rule.CITATION, Rule.HISTORY), Class.CITATION),
    **dict.fromkeys((Rule.ADDED, Rule.REMOVED, Rule.WORDS), Class.SUBSTANTIVE),
}

Renumbered = Mapping[tuple[str, str], str]
"""(section, old bare label) -> new bare label; a footnote's section is NOTES."""

NOTES = "[^"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what went, what came, and the rule that classed it.

    `start` is where `deleted` stands in the old text (of the label, if `in_label`);
    a change of form can hold words that stay, "2014)" and "2018)".
    """

    rule: Rule
    deleted: str
    inserted: str
    start: int = 0
    in_label: bool = False

    @property
    def kind(self) -> Class:
        return _CLASSES[self.rule]


@dataclass(frozen=True, slots=True)
class _Region:
    """old[a:b] becomes new[c:d]."""

    a: int
    b: int
    c: int
    d: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of a text that may differ for a reason: a date, a label referred to."""

    start: int
    end: int
    what: tuple[str, ...]


_Pair = tuple[_Mark, _Mark, Rule]
"""A mark of the old text, the one of the new that stands for it, and why they may differ."""


def of_clause(clause: Clause, language: str = "en", renumbered: Renumbered | None = None) -> Class:
    """The weightiest class of a clause's changes; Class.NONE where it changes nothing."""
    changes = classify_clause(clause, language, renumbered)
    return max((change.kind for change in changes), key=lambda c: c.weight, default=Class.NONE)


def classify_clause(
    clause: Clause, language: str = "en", renumbered: Renumbered | None = None
) -> tuple[Change, ...]:
    """The changes of a clause's label and text. That of a new clause's label is its text's."""
    changes = classify(clause.text, language, renumbered)
    if clause.kind is Kind.TITLE:  # "RESOLUTION 44 (Rev. Hammamet, 2016)" cites itself
        changes = tuple(
            replace(change, rule=Rule.HISTORY) if change.rule is Rule.CITATION else change
            for change in changes
        )
    if all(run.op is Op.EQUAL for run in clause.label):
        return changes
    if changes and (clause.is_inserted or clause.is_deleted):
        return changes
    old, new = reject(clause.label), accept(clause.label)
    return (Change(Rule.LABEL, old, new, in_label=True), *changes)


def renumberings(clauses: Iterable[Clause]) -> dict[tuple[str, str], str]:
    """Which labels of a document become which others, for the references that follow."""
    found: dict[tuple[str, str], str] = {}
    for clause in clauses:
        if all(run.op is Op.EQUAL for run in clause.label):
            continue
        old, new = references.bare(reject(clause.label)), references.bare(accept(clause.label))
        if old and new and not clause.is_inserted and not clause.is_deleted:
            found[NOTES if clause.kind is Kind.FOOTNOTE else _key(clause.section), old] = new
    return found


def classify(
    runs: Sequence[Run], language: str = "en", renumbered: Renumbered | None = None
) -> tuple[Change, ...]:
    """The changes of a text, in order; `renumbered` tells which references may follow.

    Touching changes, and those within one word, are one change.
    """
    if all(run.op is Op.EQUAL for run in runs):
        return ()
    old, new = reject(runs), accept(runs)
    regions = _regions(runs)
    if not old.strip() or not new.strip():
        return (Change(judge(old, new, language), old, new),)
    whole = _own_dates(old, new)
    if whole is not None:
        return tuple(
            Change(whole, old[region.a : region.b], new[region.c : region.d], region.a)
            for region in regions
        )
    excused = sorted(_excused(old, new, regions, renumbered), key=lambda pair: pair[0].start)
    found = [
        Change(reason, old[was.start : was.end], new[now.start : now.end], was.start)
        for was, now, reason in excused
    ]
    for region in _grown(old, new, list(_without(regions, excused))):
        deleted, inserted = old[region.a : region.b], new[region.c : region.d]
        found.append(Change(judge(deleted, inserted, language), deleted, inserted, region.a))
    return tuple(sorted(found, key=lambda change: change.start))


def _regions(runs: Iterable[Run]) -> list[_Region]:
    """Where touching changes stand in the old and the new text."""
    regions: list[_Region] = []
    old = new = 0
    for run in runs:
        if run.op is Op.EQUAL:
            old, new = old + len(run.text), new + len(run.text)
            continue
        was, now = old, new
        if run.op is Op.DELETE:
            old += len(run.text)
        else:
            new += len(run.text)
        if regions and (regions[-1].b, regions[-1].d) == (was, now):
            was, now = regions[-1].a, regions[-1].c
            regions.pop()
        if (was, now) != (old, new):
            regions.append(_Region(was, old, now, new))
    return regions


def _own_dates(old: str, new: str) -> Rule | None:
    """Rule.HISTORY where the text is a history line, or an opening line but for its date."""
    if citations.is_history(old) and citations.is_history(new):
        return Rule.HISTORY
    was = citations.opening_date(old)
    now = citations.opening_date(new) if was else None
    if was and now and normal(old[: was[0]]) == normal(new[: now[0]]):
        return Rule.HISTORY
    return None


_YEAR = re.compile(r"[0-9]{2}")  # "2014", and "07" of WRC-07
_REACH = 60  # characters: no bracket with a place and a year is longer
_LABEL = re.compile(r"[0-9]|\w[)\]]")
_NOTE = re.compile(r"\[\^([^\]\s]*)\]")


def _excused(
    old: str, new: str, regions: Sequence[_Region], renumbered: Renumbered | None
) -> Iterator[_Pair]:
    """Pairs of marks that differ, old and new, for a reason that is one of form."""
    pairs: list[_Pair] = []
    if any(_YEAR.search(old, max(r.a - _REACH, 0), r.b + _REACH) for r in regions):
        pairs += _pairs(_dates(old), _dates(new), regions, Rule.CITATION)
    if renumbered and any(_LABEL.search(new, max(r.c - 1, 0), r.d + 1) for r in regions):
        names = tuple(sorted({section for section, _ in renumbered} - {NOTES, ""}))
        labels = _labels(old, names), _labels(new, names)
        for was, now, reason in (
            *_pairs(*labels, regions, Rule.FOLLOWS),
            *_pairs(_notes(old), _notes(new), regions, Rule.NOTE),
        ):
            label = references.bare(old[was.start : was.end])
            if renumbered.get((was.what[0], label)) == references.bare(new[now.start : now.end]):
                pairs.append((was, now, reason))
    for was, now, reason in pairs:
        if old[was.start : was.end] != new[now.start : now.end]:
            yield was, now, reason


def _dates(text: str) -> list[_Mark]:
    return [
        _Mark(cited.date_start, cited.date_end, (cited.kind, cited.number, cited.conference))
        for cited in citations.find(text)
        if cited.is_dated
    ]


def _labels(text: str, sections: tuple[str, ...]) -> list[_Mark]:
    return [
        _Mark(found.label_start, found.label_end, (_key(found.section), found.sub))
        for found in references.find(text, sections)
        if found.cited is None
    ]


def _notes(text: str) -> list[_Mark]:
    return [_Mark(match.start(1), match.end(1), (NOTES,)) for match in _NOTE.finditer(text)]


def _key(section: str) -> str:
    return normal(section).casefold()


def _pairs(
    old: Sequence[_Mark], new: Sequence[_Mark], regions: Sequence[_Region], reason: Rule
) -> Iterator[_Pair]:
    """The old and new marks that stand in the same place and are about the same thing."""
    old_starts, new_starts = [r.a for r in regions], [r.c for r in regions]

    def was_at(at: int) -> tuple[int, int]:
        number = bisect_right(old_starts, at) - 1
        if number >= 0 and at <= regions[number].b:
            return number, 0
        return -1, at + (regions[number].d - regions[number].b if number >= 0 else 0)

    def now_at(at: int) -> tuple[int, int]:
        number = bisect_right(new_starts, at) - 1
        return (number, 0) if number >= 0 and at <= regions[number].d else (-1, at)

    there: dict[object, deque[int]] = defaultdict(deque)
    for number, now in enumerate(new):
        there[now_at(now.start), now_at(now.end), now.what].append(number)
    done = -1
    for was in old:
        numbers = there[was_at(was.start), was_at(was.end), was.what]
        while numbers and numbers[0] <= done:
            numbers.popleft()
        if numbers:
            done = numbers.popleft()
            yield was, new[done], reason


def _without(regions: Iterable[_Region], excused: Sequence[_Pair]) -> Iterator[_Region]:
    """The regions, cut where marks are excused; both in order."""
    first = 0
    for region in regions:
        while first < len(excused) and excused[first][0].end < region.a:
            first += 1
        rest: _Region | None = region
        for number in range(first, len(excused)):
            was, now, _ = excused[number]
            if rest is None or was.start > rest.b:
                break
            if rest.a < was.start or rest.c < now.start:
                yield _Region(rest.a, min(rest.b, was.start), rest.c, min(rest.d, now.start))
            if rest.b > was.end or rest.d > now.end:
                rest = _Region(max(rest.a, was.end), rest.b, max(rest.c, now.end), rest.d)
            else:
                rest = None
        if rest is not None:
            yield rest


# A change is judged with the whole words it stands in; ideographs are words.
_STUCK = re.compile(r"[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]*")


def _grown(old: str, new: str, regions: Sequence[_Region]) -> Iterator[_Region]:
    """The regions, each with the rest of its words; those of one word made one."""
    pending: _Region | None = None
    for number, region in enumerate(regions):
        lower = regions[number - 1].b if number else 0
        upper = regions[number + 1].a if number + 1 < len(regions) else len(old)
        # Between two regions a mark can have been cut out, which is not the same in both.
        gap, follows = old[lower : region.a], old[region.b : upper]
        left = _stuck(gap[::-1], new[max(region.c - len(gap), 0) : region.c][::-1])
        right = _stuck(follows, new[region.d : region.d + len(follows)])
        grown = _Region(region.a - left, region.b + right, region.c - left, region.d + right)
        if pending is not None and pending.b >= grown.a and pending.d >= grown.c:
            grown = _Region(pending.a, grown.b, pending.c, grown.d)
        elif pending is not None:
            yield pending
        pending = grown
    if pending is not None:
        yield pending


def _stuck(first: str, second: str) -> int:
    """How many characters two texts have in common at their start, up to a break."""
    match = _STUCK.match(first)
    most = match.end() if match else 0
    for count, (one, other) in enumerate(zip(first[:most], second, strict=False)):
        if one != other:
            return count
    return min(most, len(second))
