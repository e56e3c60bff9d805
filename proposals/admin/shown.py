"""Models that services write: here to be searched and read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest


class Shown(admin.ModelAdmin):
    """Nothing can be added, changed or deleted."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def signed_in(request: HttpRequest) -> User:
    """Who uses the administration; nobody else comes in."""
    assert isinstance(request.user, User)
    return request.user
