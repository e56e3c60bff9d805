"""Substance apart from form: what each change of a clause does, and the rule that says so.

A change is one of form only where a rule proves it; whatever no rule proves is
substantive. The rules, from the lightest: white space, typography, letter case,
punctuation; spellings and editorial terms (`spelling`); labels, and references that
follow a label; the date of a citation that stays the same citation (`citations`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


def of_clause(clause: Clause, language: str = "en", renumbered: Renumbered | None = None) -> Class:
    """The weightiest class of a clause's changes; Class.NONE where it changes nothing."""
    changes = classify_clause(clause, language, renumbered)
    return max((change.kind for change in changes), key=lambda c: c.weight, default=Class.NONE)


def classify_clause(
    clause: Clause, language: str = "en", renumbered: Renumbered | None = None
) -> tuple[Change, ...]:
    """The changes of a clause's label and text. That of a new clause's label is its text's."""
    changes = classify(clause.text, language, renumbered)
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
    found: list[Change] = []
    left = regions
    for was, now, reason in _excused(old, new, regions, renumbered):
        found.append(Change(reason, old[was.start : was.end], new[now.start : now.end], was.start))
        left = list(_cut(left, was, now))
    for region in _grown(old, new, left):
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
) -> Iterator[tuple[_Mark, _Mark, Rule]]:
    """Pairs of marks that differ, old and new, for a reason that is one of form."""
    pairs: list[tuple[_Mark, _Mark, Rule]] = []
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
) -> Iterator[tuple[_Mark, _Mark, Rule]]:
    """The old and new marks that stand in the same place and are about the same thing."""
    rest = list(new)
    for was in old:
        place = _place(was.start, regions), _place(was.end, regions)
        for number, now in enumerate(rest):
            there = _place(now.start, regions, new=True), _place(now.end, regions, new=True)
            if place == there and was.what == now.what:
                yield was, now, reason
                del rest[: number + 1]
                break


def _place(at: int, regions: Sequence[_Region], *, new: bool = False) -> tuple[int, int]:
    """A place as both texts know it: (region, 0) in a change, else (-1, its place in new)."""
    shift = 0
    for number, region in enumerate(regions):
        start, end = (region.c, region.d) if new else (region.a, region.b)
        if at < start:
            break
        if at <= end:
            return number, 0
        shift = region.d - region.b
    return -1, at if new else at + shift


def _cut(regions: Iterable[_Region], was: _Mark, now: _Mark) -> Iterator[_Region]:
    """The regions without what lies in a mark."""
    for r in regions:
        if r.b < was.start or r.a > was.end:
            yield r
            continue
        if r.a < was.start or r.c < now.start:
            yield _Region(r.a, min(r.b, was.start), r.c, min(r.d, now.start))
        if r.b > was.end or r.d > now.end:
            yield _Region(max(r.a, was.end), r.b, max(r.c, now.end), r.d)


# A change is judged with the whole words it stands in; ideographs are words.
_STUCK_AFTER = re.compile(r"[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]*")
_STUCK_BEFORE = re.compile(r"[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]*\Z")


def _grown(old: str, new: str, regions: Sequence[_Region]) -> Iterator[_Region]:
    """The regions, each with the rest of its words; those of one word made one."""
    pending: _Region | None = None
    for number, region in enumerate(regions):
        lower = regions[number - 1].b if number else 0
        upper = regions[number + 1].a if number + 1 < len(regions) else len(old)
        before = _STUCK_BEFORE.search(old, lower, region.a)
        after = _STUCK_AFTER.match(old, region.b, upper)
        assert before is not None  # both match the empty text too
        assert after is not None
        # Between two regions a mark can have been cut out, which is not the same in both.
        left = _common(before[0][::-1], new[region.c - len(before[0]) : region.c][::-1])
        right = _common(after[0], new[region.d :])
        grown = _Region(region.a - left, region.b + right, region.c - left, region.d + right)
        if pending is not None and pending.b >= grown.a and pending.d >= grown.c:
            grown = _Region(pending.a, grown.b, pending.c, grown.d)
        elif pending is not None:
            yield pending
        pending = grown
    if pending is not None:
        yield pending


def _common(first: str, second: str) -> int:
    """How many characters two texts have in common at their start."""
    for count, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return count
    return min(len(first), len(second))
