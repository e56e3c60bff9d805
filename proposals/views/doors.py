"""Who may come in, said above a view: `@only(can_edit_alignment)`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from proposals.permissions import Visitor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def only(allowed: Callable[[Visitor], bool]) -> Callable[[View[P]], View[P]]:
    """Let in whom `allowed` allows; send a stranger to the login, refuse anybody else."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if allowed(request.user):
                return view(request, *args, **kwargs)
            if request.user.is_authenticated:
                raise PermissionDenied
            return redirect_to_login(request.get_full_path())

        return guarded

    return guard


def person(request: HttpRequest) -> User:
    """Who acts, behind a door that let them in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
