"""The product's own pages. `number` is a resolution's address: "44", or "PP-71"."""

from django.urls import path

from proposals.views import (
    aligning,
    annotating,
    api,
    clause,
    comparison,
    deciding,
    documents,
    draft,
    exporting,
    importing,
    meetings,
    recording,
    resolution,
)

urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("resolutions/<slug:number>/", resolution.overview, name="overview"),
    path("resolutions/<slug:number>/compare/", comparison.compare, name="compare"),
    path("resolutions/<slug:number>/revisions/", comparison.revisions, name="revisions"),
    path("resolutions/<slug:number>/align/", aligning.align, name="align"),
    path("resolutions/<slug:number>/rows/<slug:uid>/", clause.clause, name="clause"),
    path(
        "resolutions/<slug:number>/rows/<slug:uid>/correct/<str:group>/",
        clause.correct,
        name="correct",
    ),
    path(
        "resolutions/<slug:number>/rows/<slug:uid>/decide/", deciding.decide_clause, name="decide"
    ),
    path("resolutions/<slug:number>/rows/<slug:uid>/mark/", deciding.mark_clause, name="mark"),
    path("resolutions/<slug:number>/rows/<slug:uid>/unsent/", deciding.unsent, name="unsent"),
    path("resolutions/<slug:number>/rows/<slug:uid>/news/", deciding.news, name="news"),
    path(
        "resolutions/<slug:number>/rows/<slug:uid>/undo/<int:decision>/",
        deciding.undo,
        name="undo",
    ),
    path("resolutions/<slug:number>/rows/<slug:uid>/comment/", annotating.comment, name="comment"),
    path("resolutions/<slug:number>/comments/", annotating.comments, name="comments"),
    path("resolutions/<slug:number>/comments/counts/", annotating.counts, name="comment_counts"),
    path("resolutions/<slug:number>/comments/<int:comment>/", annotating.thread, name="thread"),
    path("resolutions/<slug:number>/record/", recording.record, name="record"),
    path("resolutions/<slug:number>/floor/", deciding.floor, name="floor"),
    path("resolutions/<slug:number>/follow/", deciding.follow, name="follow"),
    path("resolutions/<slug:number>/draft/", draft.draft, name="draft"),
    path(
        "resolutions/<slug:number>/draft/as/<slug:format_>/",
        exporting.draft_file,
        name="draft-file",
    ),
    path(
        "resolutions/<slug:number>/compare/as/<slug:format_>/",
        exporting.comparison_file,
        name="comparison-file",
    ),
    path(
        "resolutions/<slug:number>/proposals/<path:group>/as/<slug:format_>/",
        exporting.proposal_file,
        name="proposal-file",
    ),
    path("resolutions/<slug:number>/draft/bulk/", draft.decide_in_bulk, name="bulk"),
    path("resolutions/<slug:number>/draft/keep/", draft.keep, name="keep"),
    path("resolutions/<slug:number>/draft/<path:name>/", draft.snapshot, name="snapshot"),
    path("api/openapi.json", api.description, name="api-description"),
    path("api/meetings/", api.meetings, name="api-meetings"),
    path("api/resolutions/", api.resolutions, name="api-resolutions"),
    path("api/resolutions/<slug:number>/comparison/", api.comparison, name="api-comparison"),
    path("api/resolutions/<slug:number>/draft/", api.draft, name="api-draft"),
    path("api/resolutions/<slug:number>/decisions/", api.decisions, name="api-decisions"),
    path("import/", importing.imports, name="import"),
    path("import/all/", importing.import_all, name="import_all"),
    path("import/<int:pk>/", importing.staged, name="staged"),
    path("import/<int:pk>/align/", aligning.align_staged, name="align_staged"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/original/", documents.original, name="original"),
]
