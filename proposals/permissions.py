"""Who may do what. Four roles, each a Django group; a superuser has them all.

A view asks one of these predicates; what none of them allows is forbidden.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q

from proposals.models import Annotation, Comparison, Delegation, Meeting, Revision

Visitor = AbstractBaseUser | AnonymousUser | None

DELEGATE = "delegate"
EDITOR = "editor"
SECRETARIAT = "secretariat"
ADMINISTRATOR = "administrator"
STAFF = frozenset((EDITOR, SECRETARIAT, ADMINISTRATOR))


class _Operator(AnonymousUser):
    """Who runs a command on the server: the store is theirs anyway."""


OPERATOR = _Operator()


def roles(user: Visitor) -> frozenset[str]:
    """The roles of a user, asked of the database once a request."""
    if user is OPERATOR:
        return STAFF
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return STAFF | {DELEGATE}
    known: frozenset[str] | None = getattr(user, "_roles", None)
    if known is None:
        known = frozenset(user.groups.values_list("name", flat=True))
        user._roles = known  # type: ignore[attr-defined]
    return known


def is_staff(user: Visitor) -> bool:
    """Whether they see what is not published yet."""
    return not roles(user).isdisjoint(STAFF)


def is_signed_in(user: Visitor) -> bool:
    """Whoever has an account, also one without a role, has marks of their own."""
    return isinstance(user, User) and user.is_active


def can_view(user: Visitor, comparison: Comparison) -> bool:
    """Anybody reads what is published; the staff reads everything."""
    return (comparison.published and comparison.meeting.published) or is_staff(user)


def visible_comparisons(user: Visitor) -> Q:
    """`can_view` as a filter on comparisons."""
    return Q() if is_staff(user) else Q(published=True, meeting__published=True)


def can_view_text(user: Visitor, revision: Revision) -> bool:
    """Texts in force are public; one recovered from proposals is not, by itself."""
    return not revision.inferred or is_staff(user)


def can_import(user: Visitor) -> bool:
    return is_staff(user)


def can_edit_alignment(user: Visitor) -> bool:
    """Put redlines right, and move clauses between rows."""
    return is_staff(user)


def can_publish(user: Visitor) -> bool:
    return not roles(user).isdisjoint((SECRETARIAT, ADMINISTRATOR))


def can_decide(user: Visitor) -> bool:
    """Decide what the draft says, and keep versions of it."""
    return not roles(user).isdisjoint((SECRETARIAT, ADMINISTRATOR))


def can_use_desk(user: Visitor) -> bool:
    """See what can be exported of every meeting, and make packs of it."""
    return not roles(user).isdisjoint((SECRETARIAT, ADMINISTRATOR))


def group_of(user: Visitor) -> int | None:
    """The group that they speak for (its primary key), asked of the database once a request."""
    if not isinstance(user, User) or not user.is_active:
        return None
    if not hasattr(user, "_group"):
        found = Delegation.objects.filter(user=user).values_list("group", flat=True).first()
        user._group = found  # type: ignore[attr-defined]
    return user._group  # type: ignore[attr-defined]


def can_annotate(user: Visitor) -> bool:
    """Whether any comment of theirs may be stored; `may_show` says which."""
    return bool(roles(user))


def may_show(user: Visitor, meeting: Meeting) -> tuple[str, ...]:
    """To whom they may show a comment of theirs; their group's notes are its own business."""
    everybody = is_staff(user) or (meeting.delegates_comment and can_annotate(user))
    public = ("public",) if everybody else ()
    internal = ("secretariat",) if is_staff(user) else ()
    return (*public, *internal, *(("group",) if group_of(user) else ()))


def visible_annotations(user: Visitor) -> Q:
    """The comments that a visitor may read, as a filter; their own are always among them."""
    seen = Q(visibility=Annotation.Visibility.PUBLIC)
    if can_publish(user):
        seen |= Q(visibility=Annotation.Visibility.SECRETARIAT)
    if group := group_of(user):
        seen |= Q(private_to=group)
    return seen | Q(by=user.pk) if isinstance(user, User) else seen


def can_administer(user: Visitor) -> bool:
    """Enter meetings, groups, resolutions, their texts, and accounts."""
    return ADMINISTRATOR in roles(user)
