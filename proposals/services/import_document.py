"""A file into the store: a text in force, a proposal, or a whole side-by-side table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import User

from proposals.core import cues
from proposals.core import model as core
from proposals.core.reading.docx.proposals import before as text_before
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
from proposals.services.annotate import annotate_from_word
from proposals.services.import_report import (
    column_report,
    comments_report,
    drafted_elsewhere,
    rows_with_news,
    stand,
)
from proposals.services.originals import Originals, all_or_nothing, read_original
from proposals.services.parts import by_resolution
from proposals.services.reading import Kind, Reading, read
from proposals.services.record import lock, record
from proposals.services.store_revision import store_revision


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. With `changed` False the store already said the same.

    `lost` names the clauses whose pin or correction found no place any more; `report` says
    how each column came out (`import_report`). A file about several resolutions has `others`.
    """

    reading: Reading
    warnings: tuple[Warning, ...]
    changed: bool = False
    resolution: Resolution | None = None
    comparison: Comparison | None = None
    revision: Revision | None = None
    document: SourceDocument | None = None
    lost: tuple[str, ...] = ()
    report: dict[str, Any] = field(default_factory=dict)
    others: tuple[Imported, ...] = ()


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
    reading = read_file(data, name, as_, meeting, resolution)
    if dry_run:
        return Imported(reading, reading.warnings)
    with all_or_nothing() as originals:
        return store(
            reading,
            data=data,
            name=name,
            meeting=meeting,
            resolution=resolution,
            group=group,
            by=by,
            originals=originals,
        )


def store(
    reading: Reading,
    *,
    data: bytes,
    name: str,
    meeting: str = "",
    resolution: str = "",
    group: str = "",
    by: User | None,
    originals: Originals,
) -> Imported:
    """Store what a file was read to say, in a transaction of the caller's. Raises Refused."""
    if reading.kind is Kind.TEXT:
        raise Refused("Plain paragraphs are only for looking at: import “as text” with --dry-run.")
    done = []
    for number, part in by_resolution(reading, resolution):
        target = places.resolution(number)
        lock(target)
        work = _Import(data, name, part, target, by, originals)
        if part.kind is Kind.BASE:
            return work.base()
        found = places.meeting(meeting)
        done.append(work.table(found) if part.kind is Kind.TABLE else work.proposals(found, group))
    return replace(done[0], others=tuple(done[1:]))


def read_file(
    data: bytes, name: str, as_: str | None = None, meeting: str = "", resolution: str = ""
) -> Reading:
    """What a file says, with the help of what the store has. Raises Refused."""
    return read(data, name, Kind(as_) if as_ else None, _known_base(data, resolution, meeting))


def _known_base(data: bytes, resolution: str, meeting: str) -> core.Document | None:
    """The text in force that a flat table's columns change, if the store has it."""
    if data.startswith(b"PK"):
        return None  # its changes are tracked: nothing has to be recovered
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
        before = text_before(columns[0].body)
        base, said = places.base_for(self.resolution, meeting, before)
        changed = any(clause.is_changed for clause in columns[0].body.clauses)
        if base is None and not changed and columns[0].action != "ADD":
            raise Refused(
                f"The text in force of {self.resolution} is not in the store and the file has no"
                " tracked changes: import the text in force first."
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
        warnings = said or drafted_elsewhere(self.resolution, base, columns)
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
        before = stand(touched)
        aligned = align_comparison(comparison=comparison, bodies=bodies, by=self.by)
        after = stand(touched)
        lost = [_name_lost(one) for one in aligned.lost]
        report: dict[str, Any] = {
            "columns": [column_report(one, before[one.pk], after[one.pk]) for one in touched],
            "comments": comments_report(self.reading.comments),
            "formatting": self.reading.formatting,
            "lost": lost,
        }
        same = all(one.source and one.source.sha256 == self.sha256 for one in touched)
        warnings = (*self.reading.warnings, *warnings)
        result = Imported(
            self.reading,
            warnings,
            resolution=self.resolution,
            comparison=comparison,
            revision=base,
            lost=tuple(lost),
            report=report,
        )
        if same and not (aligned.changed or renamed or rebased):
            return result
        annotate_from_word(proposals=touched, comments=report["comments"], by=self.by)
        document = self.keep(meeting, warnings, **report)
        for proposal in touched:
            proposal.source = document
        Proposal.objects.bulk_update(touched, ["source"])
        if base.inferred and rebased:
            base.document = document
            base.save()
        for other in base.comparisons.exclude(pk=comparison.pk) if rebased else ():
            lost += self.align(other, {})
        names = ", ".join(proposal.group.code for proposal in touched)
        pairs = zip(touched, report["columns"], strict=True)
        news = {one.group.code: rows_with_news(one, column) for one, column in pairs}
        self.log(comparison, is_first, f"{names}: {document}", lost, news)
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
        self,
        comparison: Comparison | None,
        is_first: bool,
        name: str,
        lost: list[str],
        news: dict[str, list[str]] | None = None,
    ) -> None:
        """`news` are the rows, by group, in which a column says something new."""
        record(
            resolution=self.resolution,
            comparison=comparison,
            verb=Record.Verb.IMPORTED if is_first else Record.Verb.REPLACED,
            name=name,
            by=self.by,
            file=self.name,
            sha256=self.sha256,
            lost=lost,
            news=news,
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
