"""Finding a resolution or a comparison by its address, and the head of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from proposals.models import Comparison, Resolution, Revision
from proposals.permissions import Visitor, is_staff, visible_comparisons


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every page of a resolution. `query` keeps the meeting in links."""

    number: str  # as in addresses: "44", "PP-71"
    title: str
    base: str  # "Rev. Hammamet, 2016"
    language: str
    meeting: str = ""
    meeting_code: str = ""
    query: str = ""
    revisions: int = 1
    inferred: bool = False  # the text in force was recovered from the proposals
    published: bool = False  # strangers see it


def find_resolution(slug: str) -> Resolution:
    """Raises Resolution.DoesNotExist."""
    return Resolution.objects.get(slug__iexact=slug)


def comparisons_of(user: Visitor, slug: str, meeting: str = "") -> QuerySet[Comparison]:
    """A resolution's comparisons that a visitor may see, before one meeting or any."""
    found = Comparison.objects.filter(
        visible_comparisons(user), base__resolution__slug__iexact=slug
    ).order_by()
    return found.filter(meeting__code__iexact=meeting) if meeting else found


def find_comparison(user: Visitor, slug: str, meeting: str = "", language: str = "") -> Comparison:
    """The comparison a visitor asks for: the latest meeting's, in English, if they do not say.

    Its meeting, base and resolution are loaded. Raises Comparison.DoesNotExist also
    where the visitor may not see it.
    """
    found = comparisons_of(user, slug, meeting).select_related("meeting", "base__resolution")
    # The joined table is as large as the page: who shows it asks for it.
    found = found.defer("joined_nav", "joined_body")
    if language:
        found = found.filter(base__language=language)
    rank = sorted(found, key=lambda one: (-one.meeting.year, one.base.language != "en", one.pk))
    if not rank:
        raise Comparison.DoesNotExist(f"There is no comparison of Resolution {slug}.")
    return rank[0]


def head(comparison: Comparison, user: Visitor = None) -> Head:
    """A comparison's head. The address names the meeting, so that a link stays what it was."""
    base = comparison.base
    return Head(
        number=base.resolution.slug,
        title=base.title,
        base=base.name,
        language=base.language,
        meeting=comparison.meeting.name,
        meeting_code=comparison.meeting.code,
        query="?" + urlencode({"meeting": comparison.meeting.code}),
        revisions=count_revisions(base.resolution, user),
        inferred=base.inferred,
        published=comparison.published and comparison.meeting.published,
    )


def text_head(revision: Revision, user: Visitor = None) -> Head:
    """The head of a resolution's pages that belong to no meeting."""
    return Head(
        number=revision.resolution.slug,
        title=revision.title,
        base=revision.name,
        language=revision.language,
        revisions=count_revisions(revision.resolution, user),
        inferred=revision.inferred,
    )


def visible_revisions(resolution: Resolution, user: Visitor) -> list[Revision]:
    """The texts of a resolution that a visitor may see by themselves, oldest first."""
    found = resolution.revisions.order_by("year", "pk")
    return list(found if is_staff(user) else found.filter(inferred=False))


def count_revisions(resolution: Resolution, user: Visitor) -> int:
    return len(visible_revisions(resolution, user))
