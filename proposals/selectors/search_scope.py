"""Where a search looks: what a visitor may see, and of it what they narrowed it to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from proposals.models import Comparison, Proposal, Revision
from proposals.permissions import Visitor, is_staff, visible_comparisons

Number = tuple[str, int, str]  # a resolution as it is put in order: 9 before 44, 44 before 44bis


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search is narrowed to; "" for all. Resolutions and meetings as in addresses."""

    group: str = ""
    meeting: str = ""
    resolution: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return any((self.group, self.meeting, self.resolution, self.language))


@dataclass(frozen=True, slots=True)
class Choices:
    """What it can be narrowed to: only what the visitor may see."""

    groups: tuple[str, ...]
    meetings: tuple[str, ...]
    resolutions: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """`revisions` and `comparisons` are all that the visitor may see, by key; the keys in
    `texts`, `proposals` and `commented` are what they want to look through, `about` what
    else they want of a comment."""

    revisions: dict[int, Revision]
    comparisons: dict[int, Comparison]
    choices: Choices
    texts: tuple[int, ...]
    proposals: tuple[int, ...]
    commented: tuple[int, ...]
    about: dict[str, str]

    def number_of(self, text: int) -> Number:
        return by_number(self.revisions[text].resolution.slug)

    def rank(self, table: int) -> tuple[int, int, int]:
        """The latest meeting's table first."""
        return 0, -self.comparisons[table].meeting.year, table

    def address(self, text: int, table: int) -> dict[str, str]:
        """What the query of a table's page says, or (no table) of a text's by itself."""
        revision = self.revisions[text]
        if not table:
            return {"revision": revision.name, "language": revision.language}
        meeting = self.comparisons[table].meeting
        of_meeting = [
            (self.revisions[one.base_id].language != "en", pk)
            for pk, one in self.comparisons.items()
            if one.meeting == meeting
            and self.revisions[one.base_id].resolution_id == revision.resolution_id
        ]
        # As `find_comparison` chooses among those of several languages.
        other = {"language": revision.language} if min(of_meeting)[1] != table else {}
        return {"meeting": meeting.code, **other}

    def rank_of_text(self, text: int) -> tuple[int, int, int]:
        """After the tables, the latest first."""
        return 1, -(self.revisions[text].year or 0), text


def scope(user: Visitor, asked: Asked) -> Scope:
    """Three queries and the visitor's roles."""
    comparisons = {
        one.pk: one
        for one in Comparison.objects.filter(visible_comparisons(user))
        .select_related("meeting")
        .only("base", "meeting__code", "meeting__year")
    }
    bases = {one.base_id for one in comparisons.values()}
    staff = is_staff(user)
    revisions = {
        one.pk: one
        for one in Revision.objects.select_related("resolution").order_by("pk")
        # A recovered text is only seen in the tables that stand on it.
        if staff or not one.inferred or one.pk in bases
    }
    columns = list(
        Proposal.objects.filter(comparison__in=comparisons)
        .order_by("group__order", "group__code")
        .values_list("pk", "comparison", "group__code", "language")
    )

    def wanted(text: Revision) -> bool:
        return asked.resolution.casefold() in ("", text.resolution.slug.casefold())

    tables = {
        pk
        for pk, one in comparisons.items()
        if wanted(revisions[one.base_id])
        and asked.meeting.casefold() in ("", one.meeting.code.casefold())
    }
    held = {comparisons[pk].base_id for pk in tables}
    return Scope(
        revisions,
        comparisons,
        _choices(comparisons, revisions, columns),
        tuple(
            pk
            for pk, text in revisions.items()
            if not asked.group
            and wanted(text)
            and (not asked.meeting or pk in held)
            and asked.language in ("", text.language)
        ),
        tuple(
            pk
            for pk, table, group, language in columns
            if table in tables and asked.group in ("", group) and asked.language in ("", language)
        ),
        tuple(
            pk
            for pk in tables
            if asked.language in ("", revisions[comparisons[pk].base_id].language)
        ),
        {"group": asked.group} if asked.group else {},
    )


def _choices(
    comparisons: dict[int, Comparison],
    revisions: dict[int, Revision],
    columns: list[tuple[int, int, str, str]],
) -> Choices:
    meetings = {(-one.meeting.year, one.meeting.code) for one in comparisons.values()}
    languages = {text.language for text in revisions.values()}
    return Choices(
        tuple(dict.fromkeys(group for _, _, group, _ in columns)),
        tuple(code for _, code in sorted(meetings)),
        tuple(sorted({text.resolution.slug for text in revisions.values()}, key=by_number)),
        tuple(sorted(languages | {language for *_, language in columns})),
    )


def by_number(slug: str) -> Number:
    """WTSA's first; numbers as numbers."""
    conference, _, number = slug.rpartition("-")
    digits = re.match(r"\d+", number)
    return conference, int(digits[0]) if digits else 0, number
