"""The secretariat's desk: of each resolution, what can leave and in what state it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Max

from proposals.models import (
    Comparison,
    Decision,
    Meeting,
    Pack,
    PackFile,
    Snapshot,
    SourceDocument,
    StagedFile,
)
from proposals.permissions import Visitor
from proposals.selectors.drafting import kept_draft
from proposals.selectors.meetings import MeetingCard, ResolutionCard, meetings

DONE = (PackFile.State.DONE, PackFile.State.FAILED)


@dataclass(frozen=True, slots=True)
class Event:
    """The last of its kind: when, and by whom; `name` of a kept draft."""

    at: datetime
    by: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A resolution. `gone` are decisions whose words an import took away; `warnings` what an
    editor should look at in its documents; `waiting` files about it that nobody confirmed."""

    card: ResolutionCard
    inferred: bool
    decided: Event | None
    kept: Event | None
    gone: int
    warnings: int

    @property
    def brackets(self) -> int:
        return self.card.progress.stages.get("bracketed", 0)

    @property
    def deferred(self) -> int:
        return self.card.progress.stages.get("deferred", 0)


@dataclass(frozen=True, slots=True)
class PackState:
    """A pack and how far it is: `done` of `total` steps, the last of which joins the files."""

    pk: int
    meeting: str
    by: str
    at: datetime
    published_only: bool
    size: int
    ready: bool
    done: int
    total: int
    failed: tuple[tuple[str, str], ...]  # what could not be written, and why
    at_hand: str  # the file that is written next
    files: tuple[PackFile, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskMeeting:
    """`waiting` are files that somebody has sent for the meeting and not yet confirmed."""

    card: MeetingCard
    lines: tuple[DeskLine, ...]
    packs: tuple[PackState, ...]
    waiting: int


def desk(user: Visitor) -> tuple[DeskMeeting, ...]:
    """Every meeting with a comparison, the latest first. A fixed number of queries, but for
    drafts whose decisions have to be looked at anew: once a version of each resolution."""
    found = [one for one in meetings(user) if one.resolutions]
    keys = [card.comparison for one in found for card in one.resolutions]
    comparisons = {
        one.pk: one
        for one in Comparison.objects.filter(pk__in=keys)
        .select_related("meeting", "base__resolution")
        .defer("joined_nav", "joined_body")
    }
    decided, kept, warnings = _decided(keys), _kept(keys), _warnings(keys)
    gone = {key: _gone(comparisons[key]) if key in decided else 0 for key in keys}
    packs = _packs()
    waiting = Counter(StagedFile.objects.exclude(meeting="").values_list("meeting", flat=True))
    return tuple(
        DeskMeeting(
            one,
            tuple(
                DeskLine(
                    card=card,
                    inferred=comparisons[card.comparison].base.inferred,
                    decided=decided.get(card.comparison),
                    kept=kept.get(card.comparison),
                    gone=gone[card.comparison],
                    warnings=warnings[card.comparison],
                )
                for card in one.resolutions
            ),
            tuple(packs[one.code]),
            waiting[one.code],
        )
        for one in found
    )


def _decided(keys: Collection[int]) -> dict[int, Event]:
    """The last decision of each comparison."""
    last = Decision.objects.filter(comparison__in=keys).order_by().values("comparison")
    newest = last.annotate(last=Max("pk")).values("last")
    return {
        one: Event(at, by or "")
        for one, at, by in Decision.objects.filter(pk__in=newest).values_list(
            "comparison", "at", "by__username"
        )
    }


def _kept(keys: Collection[int]) -> dict[int, Event]:
    """The last draft that was kept of each comparison."""
    last = Snapshot.objects.filter(comparison__in=keys).order_by().values("comparison")
    newest = last.annotate(last=Max("pk")).values("last")
    return {
        one: Event(at, by or "", name)
        for one, at, by, name in Snapshot.objects.filter(pk__in=newest).values_list(
            "comparison", "at", "by__username", "name"
        )
    }


def _warnings(keys: Collection[int]) -> Counter[int]:
    """How many things there are to look at in the documents each comparison stands on."""
    found: Counter[int] = Counter()
    for _, one, warnings in (
        SourceDocument.objects.filter(proposals__comparison__in=keys)
        .order_by()
        .values_list("pk", "proposals__comparison", "warnings")
        .distinct()
    ):
        found[one] += len(warnings)
    return found


def _gone(comparison: Comparison) -> int:
    """How many decisions have lost their words: asked of the draft once a version."""
    key = f"gone:{comparison.pk}:{comparison.base.resolution.version}"
    return int(cache.get_or_set(key, lambda: len(kept_draft(comparison).orphans)) or 0)


# -- packs ----------------------------------------------------------------------------------


def _packs() -> defaultdict[str, list[PackState]]:
    """Every pack by its meeting, the newest first."""
    found: defaultdict[str, list[PackState]] = defaultdict(list)
    for pack in Pack.objects.select_related("meeting", "by").prefetch_related("files"):
        found[pack.meeting.code].append(_state(pack, list(pack.files.all())))
    return found


def pack_state(key: int) -> PackState:
    """Raises Pack.DoesNotExist."""
    pack = Pack.objects.select_related("meeting", "by").get(pk=key)
    return _state(pack, list(pack.files.order_by("position")))


def _state(pack: Pack, files: Sequence[PackFile]) -> PackState:
    files = sorted(files, key=lambda one: one.position)
    ready = bool(pack.file)
    return PackState(
        pk=pack.pk,
        meeting=pack.meeting.code,
        by=str(pack.by),
        at=pack.at,
        published_only=pack.published_only,
        size=pack.size,
        ready=ready,
        done=sum(one.state in DONE for one in files) + ready,
        total=len(files) + 1,
        failed=tuple((one.path, one.error) for one in files if one.state == PackFile.State.FAILED),
        at_hand=next((one.path for one in files if one.state not in DONE), ""),
        files=tuple(files),
    )


def find_pack(key: int) -> Pack:
    """Raises Pack.DoesNotExist."""
    return Pack.objects.select_related("meeting", "by").get(pk=key)


def find_meeting(code: str) -> Meeting:
    """Raises Meeting.DoesNotExist."""
    return Meeting.objects.get(code__iexact=code)
