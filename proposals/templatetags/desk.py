"""Who is shown the way to the desk."""

from __future__ import annotations

from django import template

from proposals import permissions

register = template.Library()


@register.filter
def may_use_desk(user: permissions.Visitor) -> bool:
    return permissions.can_use_desk(user)
