"""What the pages of imports need: runs out of a report, and who may import."""

from __future__ import annotations

from django import template

from proposals import permissions
from proposals.core.model import Runs
from proposals.models import SourceDocument
from proposals.models.runs import Packed, unpack

register = template.Library()


@register.filter
def unpacked(runs: Packed) -> Runs:
    return unpack(runs)


@register.filter
def may_import(user: permissions.Visitor) -> bool:
    return permissions.can_import(user)


@register.filter
def kind_name(kind: str) -> str:
    return str(SourceDocument.Kind(str(kind)).label)


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}"
