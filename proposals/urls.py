"""The product's own pages. `number` is a resolution's address: "44", or "PP-71"."""

from django.urls import path

from proposals.views import clause, comparison, meetings, resolution

urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("resolutions/<slug:number>/", resolution.overview, name="overview"),
    path("resolutions/<slug:number>/compare/", comparison.compare, name="compare"),
    path("resolutions/<slug:number>/revisions/", comparison.revisions, name="revisions"),
    path("resolutions/<slug:number>/rows/<slug:uid>/", clause.clause, name="clause"),
    path(
        "resolutions/<slug:number>/rows/<slug:uid>/correct/<str:group>/",
        clause.correct,
        name="correct",
    ),
]
