"""The draft's labels, and the cross-references that follow them.

A list is renumbered only where the draft added, dropped or moved one of its items;
any other keeps the labels it has in force, "1bis" and all. A list of one item
carries no label (DOMAIN.md, anatomy 7). A reference such as "resolves 4" is read in
the numbering of whoever wrote it: the in-force text's, or the group's whose words
the draft took.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from proposals.core import labels, references
from proposals.core.draft import DraftClause
from proposals.core.model import Kind, Op, Run, Runs, accept, deleted, equal, inserted, reject

WHY = "renumbering"

Numbering = Mapping[tuple[str, str], str]
"""(section, bare label) -> uid: what "resolves 4" names in one author's text."""


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A label that is another one in the draft; "" for none."""

    uid: str
    section: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference in the draft. `now` is what it reads after following its
    target; `target` is "" where nothing in its author's text has that label, and
    `lost` is True where the draft no longer holds the target."""

    uid: str
    words: str
    now: str
    target: str = ""
    lost: bool = False


def number(clauses: Sequence[DraftClause]) -> tuple[DraftClause, ...]:
    """The clauses with the draft's labels, as runs against the labels in force."""
    new = dict(_new_labels(clauses))
    return tuple(
        replace(drafted, clause=replace(drafted.clause, label=_label_runs(drafted, new)))
        for drafted in clauses
    )


def changes(clauses: Iterable[DraftClause]) -> tuple[Renumbered, ...]:
    """Old label -> new label, for every clause of a numbered draft where they differ."""
    return tuple(
        Renumbered(drafted.uid, drafted.clause.section, old, new)
        for drafted in clauses
        if not drafted.is_absent
        and (old := reject(drafted.clause.label)) != (new := accept(drafted.clause.label))
        and old
    )


def _label_runs(drafted: DraftClause, new: Mapping[str, str]) -> Runs:
    old = reject(drafted.clause.label)
    if drafted.is_absent:
        return deleted(old)
    label = new.get(drafted.uid, drafted.label if drafted.is_new else old)
    return equal(old) if label == old else deleted(old, WHY) + inserted(label, WHY)


def _new_labels(clauses: Sequence[DraftClause]) -> Iterable[tuple[str, str]]:
    for items in _lists(clauses):
        present = [drafted for drafted in items if not drafted.is_absent]
        if present and _changed(items):
            yield from _relabelled(items, present)


def _lists(clauses: Sequence[DraftClause]) -> Iterable[list[DraftClause]]:
    """Each list of siblings, gone ones included: items of one section at one level,
    with nothing of a higher level between them."""
    open_lists: dict[int, list[DraftClause]] = {}
    section = ""
    for drafted in clauses:
        clause = drafted.clause
        if clause.kind in (Kind.HEADING, Kind.ANNEX) or clause.section != section:
            yield from open_lists.values()
            open_lists, section = {}, clause.section
        if clause.kind is not Kind.ITEM:
            continue
        if not drafted.is_absent:
            for level in [level for level in open_lists if level > clause.level]:
                yield open_lists.pop(level)
        open_lists.setdefault(clause.level, []).append(drafted)
    yield from open_lists.values()


def _changed(items: Sequence[DraftClause]) -> bool:
    """True where an item came, went or moved: its labels are no longer those in force."""
    return any(drafted.is_absent != drafted.is_new or drafted.is_moved for drafted in items)


def _relabelled(
    items: Sequence[DraftClause], present: Sequence[DraftClause]
) -> Iterable[tuple[str, str]]:
    if len(present) == 1 and present[0].clause.level <= 1 and len(items) > 1:
        yield present[0].uid, ""
        return
    known = [labels.parse(reject(drafted.clause.label) or drafted.label) for drafted in items]
    first = next((label for label in known if label is not None), None)
    if first is None or first.is_bullet:
        return
    label = replace(first, ordinal=1, suffix="")
    for drafted in present:
        yield drafted.uid, label.text
        label = label.successor()


def follow(
    clauses: Sequence[DraftClause], numberings: Mapping[str, Numbering]
) -> tuple[tuple[DraftClause, ...], tuple[Reference, ...]]:
    """A numbered draft with its cross-references brought up to date, and their list.

    `numberings` holds the in-force text's under "" and each group's under its code.
    """
    sections = tuple(sorted({section for section, _ in numberings.get("", {}) if section}))
    if not sections:
        return tuple(clauses), ()
    now = {drafted.uid: drafted for drafted in clauses}
    found: list[Reference] = []
    followed = []
    for drafted in clauses:
        cited = [each for each in references.find(drafted.text, sections) if each.cited is None]
        read = [(each, _reference(drafted, each, numberings, now)) for each in cited]
        found.extend(reference for _, reference in read)
        followed.append(_rewritten(drafted, read))
    return tuple(followed), tuple(found)


def _reference(
    drafted: DraftClause,
    cited: references.Reference,
    numberings: Mapping[str, Numbering],
    now: Mapping[str, DraftClause],
) -> Reference:
    words = drafted.text[cited.start : cited.end]
    author = _author_at(drafted.clause.text, cited.label_start).partition(",")[0]
    numbering = numberings.get(author, numberings.get("", {}))
    target = numbering.get((cited.section, cited.label), "")
    if not target or target not in now:
        return Reference(drafted.uid, words, words)
    if now[target].is_absent:
        return Reference(drafted.uid, words, words, target, lost=True)
    label = references.bare(accept(now[target].clause.label)) or cited.label
    before, after = cited.label_start - cited.start, cited.label_end - cited.start
    own = words[before:after]
    return Reference(
        drafted.uid,
        words,
        words[:before] + own.replace(cited.label, label, 1) + words[after:],
        target,
    )


def _author_at(runs: Runs, place: int) -> str:
    """Who wrote the character at a place of the accepted text; "" for the base."""
    for run in runs:
        if run.op is Op.DELETE:
            continue
        if place < len(run.text):
            return run.author if run.op is Op.INSERT else ""
        place -= len(run.text)
    return ""


def _rewritten(
    drafted: DraftClause, read: Sequence[tuple[references.Reference, Reference]]
) -> DraftClause:
    runs = drafted.clause.text
    for cited, reference in reversed(read):
        if reference.now != reference.words:
            label = reference.now[cited.label_start - cited.start :]
            tail = cited.end - cited.label_end
            runs = _replaced(runs, cited.label_start, cited.label_end, label[: len(label) - tail])
    return replace(drafted, clause=replace(drafted.clause, text=runs))


def _replaced(runs: Runs, start: int, stop: int, new: str) -> Runs:
    """Characters [start, stop) of the accepted text replaced, as a change of its own."""
    done: list[Run] = []
    at = 0
    for run in runs:
        if run.op is Op.DELETE or at + len(run.text) <= start or at >= stop:
            done.append(run)
        else:
            left, middle, right = _cut(run.text, start - at, stop - at)
            done.extend(part for part in (replace(run, text=left),) if left)
            if run.op is Op.EQUAL:
                done.append(replace(run, op=Op.DELETE, text=middle, why=WHY))
            if at <= start:
                done.append(replace(run, op=Op.INSERT, text=new, why=WHY))
            done.extend(part for part in (replace(run, text=right),) if right)
        at += 0 if run.op is Op.DELETE else len(run.text)
    return tuple(done)


def _cut(text: str, start: int, stop: int) -> tuple[str, str, str]:
    start = max(start, 0)
    return text[:start], text[start:stop], text[stop:]
