"""How a sentence of the draft came about: from each of its words back to who proposed what,
and who decided so."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.core import draft as core
from proposals.core.model import Op, Runs
from proposals.core.origins import REST, WHOLE, Part, key_of
from proposals.models import Comparison
from proposals.permissions import Visitor
from proposals.selectors.deciding import Taken, history
from proposals.selectors.drafting import kept_draft
from proposals.selectors.resolution import Head, find_comparison, head


@dataclass(frozen=True, slots=True)
class Voice:
    """A group that proposes something, and the document in which it does."""

    group: str
    document: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What some groups would have in a place; "" where they would have nothing."""

    text: str
    by: tuple[Voice, ...]
    taken: bool  # the draft has it


@dataclass(frozen=True, slots=True)
class Origin:
    """Words of the draft (`core.origins.Part`) and all that came to them.

    `base` is what stood in force there, `decision` the one in force and `earlier` the others
    that were ever taken, the latest first. `follows`: its numbers follow the draft's.
    """

    key: str
    runs: Runs
    base: str
    proposed: tuple[Proposed, ...]
    decision: Taken | None
    earlier: tuple[Taken, ...]
    follows: bool

    @property
    def is_rest(self) -> bool:
        return self.key == REST


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One clause of the draft, its parts in order and the origin of each."""

    head: Head
    comparison: Comparison
    uid: str
    section: str
    label: str
    is_new: bool
    is_moved: bool
    language: str
    parts: tuple[Part, ...]
    origins: tuple[Origin, ...]
    label_runs: Runs


def history_page(user: Visitor, slug: str, uid: str, meeting: str = "") -> HistoryPage:
    """Raises Comparison.DoesNotExist; KeyError for a row that is no part of the draft."""
    comparison = find_comparison(user, slug, meeting)
    draft = kept_draft(comparison)
    contest, drafted = draft.contest(uid), draft.by_uid[uid]
    taken = [one for one in history(comparison, draft, uid) if one.is_on_text]
    voices = {
        column.group: Voice(column.group, " · ".join(filter(None, (column.document, column.code))))
        for column in draft.table.columns
    }
    parts = draft.parts(uid)
    runs: dict[str, Runs] = {}
    for part in parts:
        runs[part.key] = runs.get(part.key, ()) + part.runs
    if WHOLE not in runs:
        # Also what the draft has no word of: an insertion that nobody has decided on.
        runs |= {key: () for span in contest.spans if (key := key_of(span.key)) not in runs}
    if REST in runs:
        runs[REST] = runs.pop(REST)  # the last: it says "all other words"
    found = [_origin(Part(key, words), contest, taken, voices) for key, words in runs.items()]
    return HistoryPage(
        head=head(comparison, user),
        comparison=comparison,
        uid=uid,
        section=drafted.clause.section,
        label=drafted.label,
        is_new=drafted.is_new,
        is_moved=drafted.is_moved,
        language=comparison.base.language,
        parts=parts,
        origins=tuple(found),
        label_runs=drafted.clause.label,
    )


def _origin(
    part: Part, contest: core.Contest, taken: list[Taken], voices: dict[str, Voice]
) -> Origin:
    about = [one for one in taken if one.key in ("", part.key) or part.key == WHOLE]
    standing = (one for one in about if one.stands and (part.key != WHOLE or not one.key))
    decision = next(standing, None) if part.key != REST else None
    readings, base = _readings(part, contest)
    return Origin(
        key=part.key,
        runs=part.runs,
        base=base,
        proposed=tuple(
            Proposed(
                text.strip(),
                tuple(voices[group] for group in groups),
                decision is not None and bool(set(groups) & set(decision.groups)),
            )
            for text, groups in readings
        ),
        decision=decision,
        earlier=tuple(one for one in about if one is not decision) if part.key != REST else (),
        follows=any(run.why and run.op is Op.INSERT for run in part.runs),
    )


def _readings(
    part: Part, contest: core.Contest
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], str]:
    """What the groups propose for these words, and what is in force there."""
    if part.key == WHOLE:
        texts: dict[str, list[str]] = {}
        for group, clause in contest.proposed.items():
            if clause.is_changed:
                texts.setdefault(clause.proposed, []).append(group)
        return tuple((text, tuple(groups)) for text, groups in texts.items()), contest.base_text
    for span in contest.spans:
        if key_of(span.key) == part.key:
            return tuple((one.text, one.groups) for one in span.readings), span.base.strip()
    return (), ""
