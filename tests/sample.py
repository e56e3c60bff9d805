"""The demo's own side-by-side table, stored: Resolution 901 before WTSA-24.

It is aligned and rendered once in a process; whoever asks again gets a copy of the rows.
"""

from copy import copy
from functools import cache
from pathlib import Path

from proposals import samples
from proposals.core.reading.side_by_side import Table, read_table
from proposals.models import (
    Clause,
    Comparison,
    Group,
    Meeting,
    Proposal,
    ProposedClause,
    Resolution,
    Revision,
    Row,
)
from proposals.services.align_comparison import align_comparison
from proposals.services.store_revision import store_revision

FOLDER = Path(samples.__file__).parent


@cache
def sample_table() -> Table:
    return read_table((FOLDER / "901-side-by-side.txt").read_bytes()).value


# What a stored comparison is made of, each after what it refers to, and how it is found.
MODELS = {
    Resolution: "revisions__comparisons",
    Revision: "comparisons",
    Clause: "revision__comparisons",
    Comparison: "pk",
    Proposal: "comparison",
    Row: "comparison",
    ProposedClause: "proposal__comparison",
}
_made: dict[type, list] = {}


def store_901(*, published: bool = True) -> Comparison:
    """Five columns, one of them empty; every kind of change; the base recovered from them."""
    meeting = Meeting.objects.get_or_create(
        code="WTSA-D1", defaults={"name": "WTSA-D1", "place": "Nova Vale", "year": 2024}
    )[0]
    Meeting.objects.filter(pk=meeting.pk).update(published=published)
    groups = {
        column.group: Group.objects.get_or_create(code=column.group)[0]
        for column in sample_table().columns
    }
    if Resolution.objects.exists():  # keys and addresses of its own, in every part
        comparison = _align(meeting, groups)
    elif not _made:
        comparison = _align(meeting, groups)
        for model, path in MODELS.items():
            _made[model] = list(model.objects.filter(**{path: comparison.pk}))
        for proposal in _made[Proposal]:
            proposal.code_of_group = proposal.group.code
    else:
        comparison = _copies(meeting, groups)
    comparison.published = published
    comparison.save()
    return comparison


def _copies(meeting: Meeting, groups: dict[str, Group]) -> Comparison:
    """The rows once more, with keys of their own."""
    keys: dict[type, dict[int, int]] = {}
    for model in MODELS:
        copies = [copy(one) for one in _made[model]]
        for one in copies:
            one._state = copy(one._state)
            one._state.adding, one.pk = True, None
            for field in model._meta.concrete_fields:
                if field.remote_field and field.related_model in keys:
                    old = getattr(one, field.attname)
                    setattr(one, field.attname, keys[field.related_model].get(old))
            if model is Comparison:
                one.meeting = meeting
            if model is Proposal:
                one.group = groups[one.code_of_group]
        made = model.objects.bulk_create(copies)
        keys[model] = {old.pk: new.pk for old, new in zip(_made[model], made, strict=True)}
    return Comparison.objects.get(pk=keys[Comparison][_made[Comparison][0].pk])


def _align(meeting: Meeting, groups: dict[str, Group]) -> Comparison:
    table = sample_table()
    resolution = Resolution.objects.create(number="901")
    revision = store_revision(resolution=resolution, document=table.base).revision
    comparison = Comparison.objects.create(meeting=meeting, base=revision)
    bodies = {}
    for position, column in enumerate(table.columns):
        proposal = Proposal.objects.create(
            comparison=comparison,
            group=groups[column.group],
            position=position,
            document=column.document,
            code=column.code,
            action=column.action,
        )
        if not column.is_empty:
            bodies[proposal.pk] = column.body
    align_comparison(comparison=comparison, bodies=bodies)
    return comparison
