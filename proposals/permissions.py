"""Who may do what. Four roles, each a Django group; a superuser is all of them.

A view asks one of these predicates; whatever no predicate allows is forbidden.
"""

from __future__ import annotations

from typing import TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

from proposals.models import Comparison, Meeting

Visitor: TypeAlias = AbstractBaseUser | AnonymousUser

DELEGATE = "delegate"
EDITOR = "editor"
SECRETARIAT = "secretariat"
ADMINISTRATOR = "administrator"
STAFF_ROLES = (EDITOR, SECRETARIAT, ADMINISTRATOR)


def roles(user: Visitor) -> frozenset[str]:
    """The user's roles, read once a request; every role for a superuser."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset((DELEGATE, *STAFF_ROLES))
    known: frozenset[str] | None = getattr(user, "_roles", None)
    if known is None:
        known = frozenset(user.groups.values_list("name", flat=True))
        user._roles = known  # type: ignore[attr-defined]
    return known


def sees_unpublished(user: Visitor) -> bool:
    return not roles(user).isdisjoint(STAFF_ROLES)


def can_view_meeting(user: Visitor, meeting: Meeting) -> bool:
    return meeting.is_published or sees_unpublished(user)


def can_view(user: Visitor, comparison: Comparison) -> bool:
    """Anyone reads what is published; the staff reads everything."""
    published = comparison.is_published and comparison.meeting.is_published
    return published or sees_unpublished(user)


def can_edit(user: Visitor) -> bool:
    """Put redlines and alignments right, and import documents."""
    return not roles(user).isdisjoint(STAFF_ROLES)


def can_decide(user: Visitor) -> bool:
    """Decide, publish, and take snapshots of the draft."""
    return not roles(user).isdisjoint((SECRETARIAT, ADMINISTRATOR))


def can_administer(user: Visitor) -> bool:
    """Enter meetings, groups, resolutions and accounts."""
    return ADMINISTRATOR in roles(user)
