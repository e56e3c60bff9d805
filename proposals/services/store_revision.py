"""A text in force: its clauses keep their ids through every correction of the text."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from proposals.core import model as core
from proposals.core.align import align
from proposals.models import Clause, Resolution, Revision, SourceDocument
from proposals.services.uids import uid
from proposals.services.writing import settle

_NAME = re.compile(r"(?:Rev\.?\s+)?(?P<place>.*?),?\s*(?P<year>(?:19|20)\d\d)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StoredRevision:
    revision: Revision
    changed: bool


def place_and_year(name: str) -> tuple[str, int | None]:
    """ "Rev. Hammamet, 2016" -> ("Hammamet", 2016)."""
    match = _NAME.fullmatch(name.strip())
    return (match["place"].strip(), int(match["year"])) if match else ("", None)


def store_revision(
    *,
    resolution: Resolution,
    document: core.Document,
    source: SourceDocument | None = None,
    inferred: bool = False,
) -> StoredRevision:
    """Store a text, or correct the one stored under its name and language.

    An inferred text never takes the place of a real one; a real one takes an inferred
    one's, under the same clause ids. Comparisons that stand on it have to be aligned
    again by the caller, who also keeps the log.
    """
    place, year = place_and_year(document.revision)
    revision = Revision.objects.filter(
        resolution=resolution, name=document.revision, language=document.language
    ).first()
    if revision is not None and inferred and not revision.inferred:
        return StoredRevision(revision, False)
    facts = {"place": place, "year": year, "title": document.title, "inferred": inferred}
    if revision is None:
        revision = Revision(
            resolution=resolution, name=document.revision, language=document.language, **facts
        )
        revision.document = source
        revision.save()
        return StoredRevision(revision, _write(revision, document))
    changed = [name for name, value in facts.items() if getattr(revision, name) != value]
    for name in changed:
        setattr(revision, name, facts[name])
    wrote = _write(revision, document)
    if changed or wrote:
        revision.document = source or revision.document
        revision.save()
    return StoredRevision(revision, bool(changed or wrote))


def _write(revision: Revision, document: core.Document) -> bool:
    stored = list(revision.clauses.order_by("position"))
    priors = _priors(stored, document)
    taken = set(Clause.objects.values_list("uid", flat=True)) if None in priors else set()
    wanted = []
    for position, (clause, prior) in enumerate(zip(document.clauses, priors, strict=True)):
        label, text = core.reject(clause.label), clause.base
        name = prior.uid if prior else uid(taken, *_identity(revision), clause.kind, label, text)
        taken.add(name)
        wanted.append(
            Clause(
                pk=prior.pk if prior else None,
                revision=revision,
                uid=name,
                position=position,
                kind=clause.kind.value,
                section=clause.section,
                level=clause.level,
                label=label,
                text=text,
                source=clause.source,
            )
        )
    return settle(Clause, stored, wanted)


def _identity(revision: Revision) -> tuple[str, str, str]:
    return revision.resolution.slug, revision.name, revision.language


def _priors(stored: Sequence[Clause], document: core.Document) -> list[Clause | None]:
    """For each clause of the text the stored one that it is: the same, else the most alike."""
    priors: list[Clause | None] = [None] * len(document.clauses)
    waiting: dict[tuple[str, str, str], deque[Clause]] = defaultdict(deque)
    for old in stored:
        waiting[old.kind, old.label, old.text].append(old)
    for at, clause in enumerate(document.clauses):
        if same := waiting.get((clause.kind.value, core.reject(clause.label), clause.base)):
            priors[at] = same.popleft()
    rest = [at for at, prior in enumerate(priors) if prior is None]
    left = sorted((old for olds in waiting.values() for old in olds), key=lambda old: old.position)
    if not rest or not left:
        return priors
    by_uid = {old.uid: old for old in left}
    column = core.Column(
        "", core.Document(tuple(replace(document.clauses[at], uid=str(at)) for at in rest))
    )
    for row in align(core.Document(tuple(old.to_core() for old in left)), [column]):
        cell = row.cells[0]
        if row.base is not None and cell is not None and cell.clause.uid:
            priors[int(cell.clause.uid)] = by_uid[row.base.uid]
    return priors
