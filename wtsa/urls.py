"""Where every address begins. The product's own pages are in `proposals.urls`."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [
    path("admin/", admin.site.urls),
    # Only the two doors: accounts are made, and passwords set, in the admin.
    path("accounts/login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    # Nobody gains by changing another's language, and without a token in its form a page is
    # the same for every reader (proposals/middleware.py).
    path("i18n/setlang/", csrf_exempt(set_language), name="set_language"),
    path("", include("proposals.urls")),
]
