"""One column against the base: every clause with its redline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from proposals.core import anatomy, labels
from proposals.core.model import (
    Clause,
    Document,
    Kind,
    Op,
    Run,
    Runs,
    accept,
    equal,
    everything,
    inserted,
)
from proposals.core.reading.recovery import numbering
from proposals.core.reading.recovery.embed import Embedding, embed
from proposals.core.reading.recovery.evidence import Usage
from proposals.core.reading.recovery.marks import ENDED, NEW, WITHDRAWN, Cut, Paragraph, mark
from proposals.core.reading.recovery.numbering import Entry, Story
from proposals.core.reading.recovery.witness import Witness
from proposals.core.result import Warning
from proposals.core.words import normal

_ROUNDS = 4  # how often what was found in one item is looked for in its neighbours
_HEADS = (Kind.HEADING, Kind.ANNEX)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a base item stands: its list, the style of its labels, its number, its level."""

    list: int
    style: str
    ordinal: int
    level: int


def places(base: Document) -> dict[int, Place]:
    """The numbered items of the base, by index."""
    found: dict[int, Place] = {}
    count = 0
    for start, stop in _sections(base.clauses):
        items = [n for n in range(start, stop) if base.clauses[n].kind is Kind.ITEM]
        marks = [everything(base.clauses[n].label) for n in items]
        leads = [base.clauses[n].base.rstrip().endswith(":") for n in items]
        open_lists: dict[int, int] = {}
        for n, (label, level) in zip(items, labels.assign(marks, leads), strict=True):
            if label is None or label.is_bullet:
                continue
            if label.ordinal == 1 or level not in open_lists:
                count += 1
                open_lists[level] = count
            found[n] = Place(open_lists[level], label.style, label.ordinal, level)
    return found


def _sections(clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    starts = [n for n, clause in enumerate(clauses) if clause.kind in _HEADS]
    return zip([0, *starts], [*starts, len(clauses)], strict=True)


@dataclass(slots=True)
class Column:
    """A column's clauses and their base clauses: `partners` maps index to index."""

    witness: Witness
    base: Document
    partners: dict[int, int]
    language: str
    embeddings: dict[int, Embedding] = field(init=False)

    def __post_init__(self) -> None:
        self.embeddings = {}
        for index, partner in self.partners.items():
            text, base = everything(self.clauses[index].text), self.base.clauses[partner].base
            if normal(text) != normal(base):
                self.embeddings[index] = embed(base, text, self.language)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.witness.body.clauses

    def new_texts(self) -> Iterator[tuple[str, str]]:
        """What the column inserted, as (what it is, text): clauses and stretches of words."""
        for index, clause in enumerate(self.clauses):
            text = everything(clause.text)
            if index not in self.partners and clause.kind is not Kind.PROPOSAL:
                yield kind_of(clause), text
            elif index in self.embeddings:
                for start, end in self.embeddings[index].insertions:
                    if start and text[start - 1].isalnum():  # the rest of a word is no word
                        start = next((n for n in range(start, end) if not text[n].isalnum()), end)
                    yield "", text[start:end]

    def read(self, usage: Usage, warnings: list[Warning]) -> Document:
        """The document with its runs; what was guessed goes to `warnings`."""
        paragraphs = self._paragraphs(usage)
        result = [
            self._marked(index, paragraphs.get(index), warnings)
            for index in range(len(self.clauses))
        ]
        for gone, why in self._deleted(result, warnings).items():
            result[gone] = _without(result[gone], why)
        return self._assembled(result)

    def _paragraphs(self, usage: Usage) -> dict[int, Paragraph]:
        """The changed paragraphs, marked; again where their neighbours were changed alike."""

        found: dict[int, Paragraph] = {}
        parallel: dict[int, Counter[Cut]] = {index: Counter() for index in self.embeddings}
        for _ in range(_ROUNDS):
            for index, cuts in parallel.items():
                text = everything(self.clauses[index].text)
                kind = kind_of(self.base.clauses[self.partners[index]])
                found[index] = mark(text, self.embeddings[index], kind, usage, cuts)
            made: defaultdict[str, Counter[Cut]] = defaultdict(Counter)
            for paragraph in found.values():
                made[paragraph.kind].update(set(paragraph.cuts))
            news = {
                index: others
                for index, paragraph in found.items()
                if (others := made[paragraph.kind] - Counter(set(paragraph.cuts)))
                != paragraph.parallel
            }
            if not news:
                break
            parallel = news
        return found

    def _warn(self, warnings: list[Warning], message: str, index: int) -> None:
        warnings.append(Warning(message, self.clauses[index].source, self.witness.group))

    def _marked(
        self, index: int, paragraph: Paragraph | None, warnings: list[Warning]
    ) -> Clause:
        clause = self.clauses[index]
        if clause.kind is Kind.PROPOSAL:
            return clause
        if index not in self.partners:
            return replace(
                clause,
                label=inserted(everything(clause.label), NEW),
                text=inserted(everything(clause.text), NEW),
            )
        partner = self.base.clauses[self.partners[index]]
        label, _ = numbering.split(everything(partner.label), everything(clause.label))
        if any(run.why == numbering.RENUMBERED for run in label) and partner.label:
            self._warn(warnings, f"renumbered without a mark, was {partner_label(partner)}", index)
        if paragraph is None:
            return replace(clause, label=label)
        if missing := self.embeddings[index].missing:
            lost = " ".join(word for _, word in missing)
            self._warn(warnings, f"an untracked edit: “{lost}” of the in-force text is not here", index)
        return replace(clause, label=label, text=paragraph.runs())

    # Whole clauses

    def _deleted(self, result: Sequence[Clause], warnings: list[Warning]) -> dict[int, str]:
        """The clauses that their list says are deleted, with the reason."""
        where = places(self.base)
        referred = dict(self._references(result))
        gone: dict[int, str] = {}
        before: dict[str, int] = {}
        for start, stop in _sections(self.clauses):
            lists = self._lists(range(start, stop), where, referred, result)
            after: dict[str, int] = {}
            for style, entries in lists:
                story = numbering.read(entries, before.get(style, 0))
                after[style] = story.last
                self._tell(story, start, warnings)
                for index, why in story.gone.items():
                    gone[index] = why
                    gone.update(dict.fromkeys(self._under(index, stop, where), why))
            before = after or before
        return gone

    def _tell(self, story: Story, heading: int, warnings: list[Warning]) -> None:
        for index, why in story.gone.items():
            self._warn(warnings, f"taken as deleted as a whole ({why})", index)
        if story.continued:
            self._warn(
                warnings,
                "its numbers go on from the section before: this heading may be deleted",
                heading,
            )

    def _lists(
        self,
        section: range,
        where: dict[int, Place],
        referred: dict[tuple[int, int], int],
        result: Sequence[Clause],
    ) -> list[tuple[str, list[Entry]]]:
        """The numbered lists of one section, each with its style."""
        known = {
            index: where[self.partners[index]]
            for index in section
            if self.partners.get(index) in where
        }
        lists: dict[int, tuple[str, list[Entry]]] = {}
        current: Place | None = None
        for index in section:
            place = known.get(index)
            old = place.ordinal if place else None
            if place is None:
                if index in self.partners or self.clauses[index].kind is not Kind.ITEM:
                    continue
                following = next((known[n] for n in section if n > index and n in known), None)
                place = self._joins(index, current, following)
                if place is None:
                    continue
            else:
                current = place
            entry = self._entry(index, place, old, result[index])
            if old is not None and (place.list, old) in referred:
                entry = replace(entry, referred=referred[place.list, old])
            lists.setdefault(place.list, (place.style, []))[1].append(entry)
        return list(lists.values())

    def _joins(self, index: int, *around: Place | None) -> Place | None:
        """The list that an inserted clause joins: one around it, with labels of its style."""
        styles = {label.style for label in labels.readings(everything(self.clauses[index].label))}
        return next((place for place in around if place and place.style in styles), None)

    def _entry(self, index: int, place: Place, old: int | None, clause: Clause) -> Entry:
        new = accept(clause.label)
        shown = tuple(
            reading.ordinal for reading in labels.readings(new) if reading.style == place.style
        )
        return Entry(
            index=index,
            old=old,
            shown=shown,
            marked=old is not None and any(run.op is not Op.EQUAL for run in clause.label),
            edited=any(
                run.op is Op.INSERT and any(map(str.isalnum, run.text)) for run in clause.text
            ),
            closes=any(run.why == ENDED for run in clause.text)
            and accept(clause.text).rstrip().endswith((",", ".")),
        )

    def _references(self, result: Sequence[Clause]) -> Iterator[tuple[tuple[int, int], int]]:
        """Cross-references that the renumbering moved: (list, old number), new number.

        `resolves 43` with 4 deleted and 3 inserted says that resolves 4 became 3.
        """
        names: dict[str, int] = {}
        for n, place in places(self.base).items():
            if place.level == 1:
                names.setdefault(normal(self.base.clauses[n].section), place.list)
        for clause in result:
            for before, old, new in zip(clause.text, clause.text[1:], clause.text[2:], strict=False):
                if (before.op, old.op, new.op) != (Op.EQUAL, Op.DELETE, Op.INSERT):
                    continue
                if not (old.text.isdigit() and new.text.isdigit()):
                    continue
                said = normal(before.text)
                name = max((name for name in names if name and said.endswith(name)), key=len, default="")
                if name:
                    yield (names[name], int(old.text)), int(new.text)

    def _under(self, index: int, stop: int, where: dict[int, Place]) -> Iterator[int]:
        """The clauses nested under an item."""
        level = where[self.partners[index]].level
        for other in range(index + 1, stop):
            partner = self.partners.get(other)
            if partner is None or self.base.clauses[partner].level <= level:
                return
            yield other

    def _assembled(self, result: Sequence[Clause]) -> Document:
        """The document, its sections and levels those of the base where that has the clause."""
        body = anatomy.assemble(result, self.language)
        section = ""
        clauses: list[Clause] = []
        for index, clause in enumerate(body.clauses):
            if index in self.partners:
                partner = self.base.clauses[self.partners[index]]
                section = partner.section
                clause = replace(clause, section=section, level=partner.level)
            elif clause.kind in _HEADS:
                section = clause.section
            clauses.append(clause.with_section(section))
        return replace(body, clauses=tuple(clauses))


def kind_of(clause: Clause) -> str:
    """What begins alike: headings, and the items of one section."""
    return clause.kind.value if clause.kind in _HEADS else clause.section


def partner_label(clause: Clause) -> str:
    return everything(clause.label)


def _without(clause: Clause, why: str) -> Clause:
    """A clause deleted as a whole; what had been inserted in it is in neither text."""

    def gone(runs: Runs) -> Runs:
        return tuple(
            replace(run, why=WITHDRAWN)
            if run.op is Op.INSERT
            else Run(Op.DELETE, run.text, why=run.why or why)
            for run in runs
        )

    return replace(clause, label=gone(clause.label), text=gone(clause.text))
