"""One column against the base: every clause with its redline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from proposals.core import anatomy
from proposals.core.model import Clause, Document, Kind, Op, Run, Runs, everything, inserted
from proposals.core.reading.recovery import numbering
from proposals.core.reading.recovery.embed import Embedding, embed
from proposals.core.reading.recovery.evidence import Usage
from proposals.core.reading.recovery.lists import Lists
from proposals.core.reading.recovery.marks import mark
from proposals.core.reading.recovery.paragraph import NEW, REPLACED, WITHDRAWN, Cut, Paragraph
from proposals.core.reading.recovery.witness import Witness
from proposals.core.result import Warning
from proposals.core.words import normal

_ROUNDS = 4  # how often what was found in one item is looked for in its neighbours
_LONG = 40  # characters of a replaced text that a person should look at
_HEADS = (Kind.HEADING, Kind.ANNEX)


def kind_of(clause: Clause) -> str:
    """What begins alike: headings, and the items of one section."""
    return clause.kind.value if clause.kind in _HEADS else clause.section


@dataclass(slots=True)
class Column:
    """A column's clauses and their base clauses: `partners` maps index to index.

    `warnings` are what was guessed on the way.
    """

    witness: Witness
    base: Document
    partners: dict[int, int]
    language: str
    embeddings: dict[int, Embedding] = field(init=False)
    warnings: list[Warning] = field(init=False)

    def __post_init__(self) -> None:
        self.embeddings, self.warnings = {}, []
        for index, partner in self.partners.items():
            text, base = everything(self.clauses[index].text), self.base.clauses[partner].base
            if normal(text) != normal(base):
                self.embeddings[index] = embed(base, text, self.language)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.witness.body.clauses

    def new_texts(self) -> Iterator[tuple[str, str]]:
        """What the column inserted, as (kind, text): clauses, and stretches of words."""
        for index, clause in enumerate(self.clauses):
            text = everything(clause.text)
            if index not in self.partners and clause.kind is not Kind.PROPOSAL:
                yield kind_of(clause), text
            elif index in self.embeddings:
                for start, end in self.embeddings[index].insertions:
                    if start and text[start - 1].isalnum():  # the rest of a word is no word
                        start = next((n for n in range(start, end) if not text[n].isalnum()), end)
                    yield "", text[start:end]

    def read(self, usage: Usage) -> Document:
        """The document with its runs."""
        paragraphs = self._paragraphs(usage)
        result = [self._marked(index, paragraphs.get(index)) for index in range(len(self.clauses))]
        lists = Lists(self.base, self.partners, result)
        for index, why in lists.deleted().items():
            result[index] = _without(result[index], why)
            self._warn(f"taken as deleted as a whole ({why})", index)
        for heading in lists.continued:
            message = "its numbers go on from the section before: this heading may be deleted"
            self._warn(message, heading)
        self._absent()
        return self._assembled(result)

    def _warn(self, message: str, index: int) -> None:
        self.warnings.append(Warning(message, self.clauses[index].source, self.witness.group))

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
            others = {
                index: made[paragraph.kind] - Counter(set(paragraph.cuts))
                for index, paragraph in found.items()
            }
            parallel = {
                index: cuts for index, cuts in others.items() if cuts != found[index].parallel
            }
            if not parallel:
                break
        return found

    def _marked(self, index: int, paragraph: Paragraph | None) -> Clause:
        """A clause with its runs; a proposal line has no base and stays as it is."""
        clause = self.clauses[index]
        if clause.kind is Kind.PROPOSAL:
            return clause
        shown, text = everything(clause.label), everything(clause.text)
        if index not in self.partners:
            return replace(clause, label=inserted(shown, NEW), text=inserted(text, NEW))
        base = everything(self.base.clauses[self.partners[index]].label)
        label = numbering.split(base, shown)
        if base and any(run.why == numbering.RENUMBERED for run in label):
            self._warn(f"renumbered without a mark: it was {base}", index)
        if paragraph is None:
            return replace(clause, label=label)
        if missing := self.embeddings[index].missing:
            lost = " ".join(word for _, word in missing)
            self._warn(f"an untracked edit: the in-force text has “{lost}” here", index)
        runs = paragraph.runs()
        for run in runs:
            if run.op is Op.DELETE and run.why == REPLACED and len(run.text) > _LONG:
                self._warn(f"taken as replaced: “{_short(run.text)}”", index)
            if run.why == WITHDRAWN and run.text.strip():
                self._warn(f"inserted, then deleted, it seems: “{_short(run.text)}”", index)
        return replace(clause, label=label, text=runs)

    def _absent(self) -> None:
        """Warn of what the base has and the column has not: lost, not deleted."""
        here = {partner: index for index, partner in self.partners.items()}
        before: int | None = None
        start = 0
        for partner in range(len(self.base.clauses) + 1):
            if partner not in here and partner < len(self.base.clauses):
                continue
            if partner > start:
                first, last = self.base.clauses[start], self.base.clauses[partner - 1]
                what = f"“{_short(first.base)}”" + (
                    f" to “{_short(last.base)}”" if last is not first else ""
                )
                message = f"not in the document, so not deleted either: {what}"
                self._warn(message, before if before is not None else 0)
            before = here.get(partner)
            start = partner + 1

    def _assembled(self, result: Sequence[Clause]) -> Document:
        """The document; sections and levels are the base's where it has the clause."""
        body = anatomy.assemble(result, self.language)
        section = ""
        clauses: list[Clause] = []
        for index, clause in enumerate(body.clauses):
            level = clause.level
            if index in self.partners:
                partner = self.base.clauses[self.partners[index]]
                section, level = partner.section, partner.level
            elif clause.kind in _HEADS:
                section = clause.section
            clauses.append(replace(clause, section=section, level=level))
        return replace(body, clauses=tuple(clauses))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else f"{text[:_LONG].rstrip()} …"


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
