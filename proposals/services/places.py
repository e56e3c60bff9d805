"""Finding, or making, what a document belongs to: meeting, resolution, group, comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence

from proposals.core.model import Column, Document, Kind, Op
from proposals.core.result import Refused, Warning
from proposals.models import Comparison, Group, Meeting, Resolution, Revision
from proposals.models.resolution import Conference
from proposals.services.store_revision import place_and_year

_MEETING = re.compile(r"(?P<conference>WTSA|PP|WTDC|C)-?(?P<year>\d\d|\d{4})", re.I)
_IN_NAME = re.compile(r"(?P<conference>WTSA|PP|WTDC)[-.](?P<year>\d\d)(?!\d)", re.I)
_RESOLUTION = re.compile(
    r"(?:(?P<conference>WTSA|PP|WTDC|Council)[- ])?(?P<number>\d{1,4}[a-z]{0,6})", re.I
)
_NEW = re.compile(r"\[(?P<name>\s*[A-Za-z0-9].*)\]")  # one that has no number yet
_CONFERENCES = {name.casefold(): name for name in Conference.values} | {"c": Conference.COUNCIL}


def meeting(code: str) -> Meeting:
    """The meeting of a code. One that is not in the store is made from a code like WTSA-28."""
    if not code:
        raise Refused("Say for which meeting this is, as in WTSA-20.")
    found = Meeting.objects.filter(code__iexact=code).first()
    if found is not None:
        return found
    match = _MEETING.fullmatch(code)
    if match is None:
        known = ", ".join(Meeting.objects.values_list("code", flat=True))
        raise Refused(f"There is no meeting “{code}”; there are {known}.")
    conference = _CONFERENCES[match["conference"].casefold()]
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    name = f"{Conference(conference).label}, {year}"
    return Meeting.objects.create(code=code.upper(), conference=conference, name=name, year=year)


def meeting_of(columns: Sequence[Column], name: str = "") -> str:
    """The meeting that a file's name or its proposals' new titles name; "" for none, or several.

    `T17-WTSA.20-C-0035…` is of WTSA-20; "(Rev. Nova Vale, 2024)", put in, is of the
    meeting there and then.
    """
    codes = [f"{match['conference']}-{match['year']}".upper() for match in _IN_NAME.finditer(name)]
    if len(named := Meeting.objects.filter(code__in=codes)) == 1:
        return named[0].code
    titles = [clause for one in columns for clause in one.body.clauses if clause.kind is Kind.TITLE]
    new = " ".join(run.text for one in titles for run in one.runs if run.op is Op.INSERT)
    found = [
        one.code
        for one in Meeting.objects.exclude(place="")
        if one.place in new and str(one.year) in new
    ]
    return found[0] if len(found) == 1 else ""


def resolution_name(text: str) -> tuple[str, str]:
    """ "44" -> (WTSA, "44"), "PP-71" -> (PP, "71"), "[ATU-1]" -> (WTSA, "ATU-1").

    Raises Refused.
    """
    if match := _NEW.fullmatch(text.strip()):
        return Conference.WTSA, re.sub(r"[^A-Za-z0-9]+", "-", match["name"])[:10].strip("-")
    match = _RESOLUTION.fullmatch(text.strip())
    if match is None:
        raise Refused(f"“{text}” is no number of a resolution; it should be like 44 or PP-71.")
    return _CONFERENCES[(match["conference"] or Conference.WTSA).casefold()], match["number"]


def find_resolution(text: str) -> Resolution | None:
    if not text:
        return None
    conference, number = resolution_name(text)
    return Resolution.objects.filter(conference=conference, number__iexact=number).first()


def resolution(text: str) -> Resolution:
    """The resolution of a number, made if it is new."""
    if not text:
        raise Refused("The file does not say which resolution it is: say so, as in 44.")
    found = find_resolution(text)
    if found is None:
        conference, number = resolution_name(text)
        found = Resolution.objects.create(conference=conference, number=number)
    return found


def group(name: str) -> tuple[Group, tuple[Warning, ...]]:
    """The group of a name or source code; a new one is made, and said."""
    if not name:
        raise Refused("The file does not say whose proposal it is: say so, as in ATU.")
    for how in ("code__iexact", "source_code__iexact", "name__iexact"):
        found = Group.objects.filter(**{how: name}).first()
        if found is not None:
            return found, ()
    made = Group.objects.create(code=name[:60], name=name[:200])
    return made, (
        Warning(f"“{name}” is a new group: check that it is no slip of the pen", 0, name),
    )


def source_of(code: str) -> str:
    """The source in a proposal's code: AFCP of AFCP/35A8/1, B/CAN/USA of B/CAN/USA/7/2.

    Sources hold slashes themselves, so it is read from the right.
    """
    return code.rsplit("/", 2)[0] if code.count("/") >= 2 else ""


def in_force(resolution: Resolution, meeting: Meeting, language: str) -> Revision | None:
    """The newest text in the store that was in force when the meeting began."""
    found = [
        revision
        for revision in resolution.revisions.filter(inferred=False, language=language)
        if revision.year is None or revision.year < meeting.year
    ]
    return max(found, key=lambda one: (one.year or 0, one.pk), default=None)


def base_for(
    resolution: Resolution, meeting: Meeting, document: Document
) -> tuple[Revision | None, tuple[Warning, ...]]:
    """The text a proposal is compared with, None where the store does not have it.

    A proposal drafted on an older revision is compared with the one in force, and said.
    """
    current = in_force(resolution, meeting, document.language)
    name = document.revision
    if current is None or not name or name.casefold() == current.name.casefold():
        return current or _inferred(resolution, document), ()
    _, year = place_and_year(name)
    if year is None or current.year is None or year > current.year:
        return _inferred(resolution, document), ()
    return current, (
        Warning(f"it was drafted on “{name}”, and the text in force is “{current.name}”"),
    )


def _inferred(resolution: Resolution, document: Document) -> Revision | None:
    return resolution.revisions.filter(name=document.revision, language=document.language).first()


def comparison(meeting: Meeting, base: Revision) -> Comparison:
    found, _ = Comparison.objects.get_or_create(meeting=meeting, base=base)
    return found
