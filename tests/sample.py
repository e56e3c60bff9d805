"""The demo's own side-by-side table, stored: Resolution 901 before WTSA-24."""

from functools import cache
from pathlib import Path

from proposals import samples
from proposals.core.reading.side_by_side import Table, read_table
from proposals.models import Comparison, Group, Meeting, Proposal, Resolution
from proposals.services.align_comparison import align_comparison
from proposals.services.store_revision import store_revision

FOLDER = Path(samples.__file__).parent


@cache
def sample_table() -> Table:
    return read_table((FOLDER / "901-side-by-side.txt").read_bytes()).value


def store_901(*, published: bool = True) -> Comparison:
    """Five columns, one of them empty; every kind of change; the base recovered from them."""
    table = sample_table()
    meeting = Meeting.objects.get_or_create(
        code="WTSA-D1", defaults={"name": "WTSA-D1", "place": "Nova Vale", "year": 2024}
    )[0]
    Meeting.objects.filter(pk=meeting.pk).update(published=published)
    resolution = Resolution.objects.create(number="901")
    revision = store_revision(resolution=resolution, document=table.base).revision
    comparison = Comparison.objects.create(meeting=meeting, base=revision, published=published)
    bodies = {}
    for position, column in enumerate(table.columns):
        proposal = Proposal.objects.create(
            comparison=comparison,
            group=Group.objects.get_or_create(code=column.group)[0],
            position=position,
            document=column.document,
            code=column.code,
            action=column.action,
        )
        if not column.is_empty:
            bodies[proposal.pk] = column.body
    align_comparison(comparison=comparison, bodies=bodies)
    return comparison
