"""A file into the store: a text in force, a proposal, or a whole side-by-side table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.contrib.auth.models import User

from proposals.core import anatomy, cues
from proposals.core import model as core
from proposals.core.reading.side_by_side import read_table
from proposals.core.result import Refused, Warning
from proposals.models import (
    Comparison,
    Proposal,
    ProposedClause,
    Record,
    Resolution,
    Revision,
    SourceDocument,
)
from proposals.models import Meeting as MeetingModel
from proposals.selectors.stored import stored_base
from proposals.services import places
from proposals.services.align_comparison import align_comparison
from proposals.services.originals import Originals, all_or_nothing, read_original
from proposals.services.reading import Kind, Reading, read
from proposals.services.record import lock, record
from proposals.services.store_revision import store_revision


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. With `changed` False the store already said the same.

    `lost` names the clauses whose pin or correction found no place any more.
    """

    reading: Reading
    warnings: tuple[Warning, ...]
    changed: bool = False
    resolution: Resolution | None = None
    comparison: Comparison | None = None
    revision: Revision | None = None
    document: SourceDocument | None = None
    lost: tuple[str, ...] = ()


def import_document(
    *,
    data: bytes,
    name: str,
    as_: str | None = None,
    meeting: str = "",
    resolution: str = "",
    group: str = "",
    by: User | None = None,
    dry_run: bool = False,
) -> Imported:
    """Read a file and store what it says, all of it or nothing.

    `meeting`, `resolution` and `group` are codes as people write them; what is left out
    is taken from the file. `dry_run` reads only. Raises Refused.
    """
    reading = read(data, name, Kind(as_) if as_ else None, _known_base(data, resolution, meeting))
    if dry_run:
        return Imported(reading, reading.warnings)
    if reading.kind is Kind.TEXT:
        raise Refused("Plain paragraphs are only for looking at: import “as text” with --dry-run.")
    with all_or_nothing() as originals:
        target = places.resolution(resolution or reading.number)
        lock(target)
        warnings = reading.warnings
        if reading.number and reading.number.casefold() != target.number.casefold():
            warnings += (Warning(f"the file says that it is Resolution {reading.number}"),)
        work = _Import(data, name, replace(reading, warnings=warnings), target, by, originals)
        if reading.kind is Kind.BASE:
            return work.base()
        found = places.meeting(meeting)
        if reading.kind is Kind.TABLE:
            return work.table(found)
        return work.proposals(found, group)


def _known_base(data: bytes, resolution: str, meeting: str) -> core.Document | None:
    """The text in force that a table's columns change, if the store has it."""
    start = data[:20_000].decode("utf-8", "ignore")
    if not resolution:
        named = (cues.NUMBER.search(line) for line in start.split("\n"))
        resolution = next((m["number"] or m["nummer"] or "" for m in named if m), "")
        if not resolution.isalnum():
            return None
    target = places.find_resolution(resolution)
    if target is None:
        return None
    language = cues.language_of(start)
    found = MeetingModel.objects.filter(code__iexact=meeting).first()
    texts = target.revisions.filter(inferred=False, language=language).order_by("year", "pk")
    base = places.in_force(target, found, language) if found else texts.last()
    return stored_base(base) if base else None


@dataclass(slots=True)
class _Import:
    """One file on its way into the store, inside one transaction."""

    data: bytes
    name: str
    reading: Reading
    resolution: Resolution
    by: User | None
    originals: Originals

    def base(self) -> Imported:
        document = self.reading.document
        _rename_recovered(self.resolution, document)
        stored = store_revision(resolution=self.resolution, document=document)
        revision = stored.revision
        same = revision.document is not None and revision.document.sha256 == self.sha256
        if not stored.changed and same:
            return Imported(
                self.reading, self.reading.warnings, False, self.resolution, None, revision
            )
        is_first = revision.document is None
        revision.document = self.keep(None, ())
        revision.save()
        lost: list[str] = []
        for comparison in _standing_on(revision):
            lost += self.align(comparison, _read_again(comparison, document))
        self.log(None, is_first, str(revision), lost)
        return Imported(
            self.reading,
            self.reading.warnings,
            True,
            self.resolution,
            None,
            revision,
            revision.document,
            tuple(lost),
        )

    def table(self, meeting: MeetingModel) -> Imported:
        recovered = self.reading.base or core.Document()
        base, said = places.base_for(self.resolution, meeting, recovered)
        return self.columns(meeting, base, recovered, self.reading.columns, said)

    def proposals(self, meeting: MeetingModel, group: str) -> Imported:
        columns: list[core.Column] = []
        for column in self.reading.columns:
            name = group or column.group or places.source_of(column.code)
            columns.append(replace(column, group=name))
        before = _before(columns[0].body)
        base, said = places.base_for(self.resolution, meeting, before)
        changed = any(clause.is_changed for clause in columns[0].body.clauses)
        if base is None and not changed and columns[0].action != "ADD":
            raise Refused(
                f"The text in force of {self.resolution} is not in the store and the file has no"
                " tracked changes: import the text in force first (--as base)."
            )
        recovered = before if base is None else None
        return self.columns(meeting, base, recovered, columns, said)

    def columns(
        self,
        meeting: MeetingModel,
        base: Revision | None,
        recovered: core.Document | None,
        columns: Sequence[core.Column],
        said: tuple[Warning, ...],
    ) -> Imported:
        """Store columns beside a base, or beside the one recovered from them."""
        rebased = False
        if base is None or (base.inferred and recovered is not None):
            stored = store_revision(
                resolution=self.resolution, document=recovered or core.Document(), inferred=True
            )
            base, rebased = stored.revision, stored.changed
        comparison = places.comparison(meeting, base)
        warnings = said
        bodies: dict[int, core.Document] = {}
        touched: list[Proposal] = []
        renamed = False
        is_first = True
        for column in columns:
            found, new = places.group(column.group)
            warnings += new
            proposal, made = Proposal.objects.get_or_create(
                comparison=comparison,
                group=found,
                defaults={"position": comparison.proposals.count()},
            )
            if not made and column.is_empty and proposal.clauses.exists():
                warnings += (
                    Warning("its column is empty here: what came before stays", 0, column.group),
                )
                continue
            is_first = is_first and made
            renamed = _rename(proposal, column) or made or renamed
            bodies[proposal.pk] = column.body
            touched.append(proposal)
        aligned = align_comparison(comparison=comparison, bodies=bodies, by=self.by)
        lost = [_name_lost(one) for one in aligned.lost]
        same = all(one.source and one.source.sha256 == self.sha256 for one in touched)
        warnings = (*self.reading.warnings, *warnings)
        result = Imported(
            self.reading, warnings, False, self.resolution, comparison, base, None, tuple(lost)
        )
        if same and not (aligned.changed or renamed or rebased):
            return result
        document = self.keep(meeting, warnings, lost=lost)
        for proposal in touched:
            proposal.source = document
        Proposal.objects.bulk_update(touched, ["source"])
        if base.inferred and rebased:
            base.document = document
            base.save()
        for other in base.comparisons.exclude(pk=comparison.pk) if rebased else ():
            lost += self.align(other, {})
        names = ", ".join(proposal.group.code for proposal in touched)
        self.log(comparison, is_first, f"{names}: {document}", lost)
        return replace(result, changed=True, document=document, lost=tuple(lost))

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()

    def keep(
        self, meeting: MeetingModel | None, warnings: tuple[Warning, ...], **report: object
    ) -> SourceDocument:
        return self.originals.keep(
            self.data,
            self.name,
            kind=self.reading.kind.value,
            resolution=self.resolution,
            meeting=meeting,
            warnings=warnings or self.reading.warnings,
            report=report,
            by=self.by,
        )

    def align(self, comparison: Comparison, bodies: dict[int, core.Document]) -> list[str]:
        aligned = align_comparison(comparison=comparison, bodies=bodies, by=self.by)
        return [_name_lost(one) for one in aligned.lost]

    def log(
        self, comparison: Comparison | None, is_first: bool, name: str, lost: list[str]
    ) -> None:
        record(
            resolution=self.resolution,
            comparison=comparison,
            verb=Record.Verb.IMPORTED if is_first else Record.Verb.REPLACED,
            name=name,
            by=self.by,
            file=self.name,
            sha256=self.sha256,
            lost=lost,
        )


def _rename(proposal: Proposal, column: core.Column) -> bool:
    """Take a column's own facts over; whether any is new."""
    facts = {
        "document": column.document[:200],
        "code": column.code[:100],
        "action": column.action[:10],
        "language": column.body.language,
    }
    changed = {name: value for name, value in facts.items() if getattr(proposal, name) != value}
    for name, value in changed.items():
        setattr(proposal, name, value)
    if changed:
        proposal.save(update_fields=list(changed))
    return bool(changed)


def _before(body: core.Document) -> core.Document:
    """A proposal's document with every change rejected: the text that it was drafted on."""
    clauses = [
        replace(
            clause,
            label=core.equal(core.reject(clause.label)),
            text=core.equal(core.reject(clause.text)),
        )
        for clause in body.clauses
        if clause.kind is not core.Kind.PROPOSAL and not clause.is_inserted
    ]
    return anatomy.assemble(clauses, body.language)


def _rename_recovered(resolution: Resolution, document: core.Document) -> None:
    """Let a real text take the place of a recovered one that did not know its name."""
    named = resolution.revisions.filter(language=document.language)
    if document.revision and not named.filter(name__iexact=document.revision).exists():
        named.filter(inferred=True, name="").update(name=document.revision)


def _standing_on(revision: Revision) -> list[Comparison]:
    """The comparisons with this base, and those that should have had it."""
    found = Comparison.objects.filter(
        base__resolution=revision.resolution, base__language=revision.language
    ).select_related("meeting", "base__resolution")
    standing = []
    for comparison in found:
        current = places.in_force(revision.resolution, comparison.meeting, revision.language)
        older = (comparison.base.year or 0) < (revision.year or 0)
        if comparison.base_id != revision.pk and current == revision and older:
            comparison.base = revision
            comparison.save()
        if comparison.base_id == revision.pk:
            standing.append(comparison)
    return standing


def _read_again(comparison: Comparison, base: core.Document) -> dict[int, core.Document]:
    """The columns that came in tables, their redlines recovered anew now that the base is known."""
    proposals = list(
        comparison.proposals.filter(source__kind=SourceDocument.Kind.TABLE).select_related(
            "source", "group"
        )
    )
    bodies: dict[int, core.Document] = {}
    for document in {one.source for one in proposals if one.source is not None}:
        data = read_original(document)
        if data.startswith(b"PK"):
            continue  # its changes are tracked: nothing was recovered
        table = read_table(data, base).value
        columns = {column.group: column.body for column in table.columns}
        for one in proposals:
            if one.source == document and one.group.code in columns:
                bodies[one.pk] = columns[one.group.code]
    return bodies


def _name_lost(cell: ProposedClause) -> str:
    what = "correction" if cell.corrected else "place in the table"
    clause = cell.to_core()
    where = f"{clause.section} {core.accept(clause.label)}".strip()
    return f"{cell.proposal.group} {where}: the {what} of “{cell}”"
