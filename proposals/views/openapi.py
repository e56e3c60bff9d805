"""The description of the API (OpenAPI 3.1), which a test holds against the views."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES: Schema = {"type": "boolean"}


def _object(**properties: Schema) -> Schema:
    """An object with all of these properties and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


ABOUT = {"number": TEXT, "meeting": TEXT, "base": TEXT, "language": TEXT}
KEPT = {"name": TEXT, "note": TEXT, "decision": _or_null(NUMBER), "by": TEXT, "at": TEXT}
SAID = {"id": NUMBER, "by": TEXT, "at": TEXT, "text": TEXT}
CLAUSE = {
    "row": TEXT,
    "kind": TEXT,
    "section": TEXT,
    "level": NUMBER,
    "label": _ref("Runs"),
    "text": _ref("Runs"),
}

SCHEMAS: dict[str, Schema] = {
    "Runs": {
        **_list({"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}),
        "description": "[operation, text]; the operation is equal, delete or insert.",
    },
    "Meeting": _object(code=TEXT, name=TEXT, published=YES, resolutions=_list(TEXT)),
    "Meetings": _object(meetings=_list(_ref("Meeting"))),
    "Resolution": _object(
        **ABOUT, title=TEXT, groups=_list(TEXT), announced=_list(TEXT), changed=NUMBER
    ),
    "Resolutions": _object(resolutions=_list(_ref("Resolution"))),
    "Column": _object(group=TEXT, document=TEXT, code=TEXT, action=TEXT, empty=YES),
    "Cell": _object(
        state=_one_of("unchanged", "changed", "inserted", "deleted"),
        label=_ref("Runs"),
        text=_ref("Runs"),
        source=NUMBER,
        inferred=YES,
        moved_from=_or_null(TEXT),
    ),
    "Row": _object(
        id=TEXT,
        section=TEXT,
        kind=TEXT,
        base=_or_null(_object(label=TEXT, text=TEXT)),
        rival=NUMBER,
        cells={"type": "object", "additionalProperties": _or_null(_ref("Cell"))},
    ),
    "Comparison": _object(
        schema=NUMBER,
        resolution=_object(conference=TEXT, number=TEXT, base=TEXT, title=TEXT),
        columns=_list(_ref("Column")),
        rows=_list(_ref("Row")),
    ),
    "DraftClause": _object(
        **CLAUSE,
        status=_one_of("untouched", "open", "deferred", "bracketed", "decided"),
        open=NUMBER,
    ),
    "Draft": _object(**ABOUT, clauses=_list(_ref("DraftClause"))),
    "Decision": _object(
        id=NUMBER,
        row=TEXT,
        span=_or_null(_list(NUMBER)),
        choice=TEXT,
        group=TEXT,
        text=TEXT,
        status=TEXT,
        reason=TEXT,
        undoes=_or_null(NUMBER),
        in_force=YES,
        by=TEXT,
        at=TEXT,
    ),
    "Decisions": _object(**ABOUT, decisions=_list(_ref("Decision"))),
    "Snapshot": _object(**KEPT),
    "Snapshots": _object(**ABOUT, snapshots=_list(_ref("Snapshot"))),
    "SnapshotClause": _object(**CLAUSE),
    "SnapshotText": _object(**ABOUT, **KEPT, clauses=_list(_ref("SnapshotClause"))),
    "Said": _object(**SAID),
    "Annotation": _object(
        **SAID,
        row=TEXT,
        place=TEXT,
        group=TEXT,
        quote=TEXT,
        lost=TEXT,
        visibility=_one_of("public", "secretariat", "group"),
        mentions=_list(TEXT),
        resolved=YES,
        resolved_by=TEXT,
        answers=_list(_ref("Said")),
    ),
    "Annotations": _object(**ABOUT, annotations=_list(_ref("Annotation"))),
    "Error": _object(error=TEXT),
}


def _answer(description: str, name: str) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": _ref(name)}}}


TAG: Schema = {
    "name": "If-None-Match",
    "in": "header",
    "schema": TEXT,
    "description": "The ETag of an earlier answer.",
}
SAME: Schema = {"description": "Nothing has changed since."}


def _operation(id_: str, summary: str, name: str) -> Schema:
    return {
        "get": {
            "operationId": id_,
            "summary": summary,
            "responses": {"200": _answer(summary, name), "304": SAME},
        },
        "parameters": [TAG],
    }


def _of_resolution(id_: str, summary: str, schema: str, **more: str) -> Schema:
    """`more` are further variables of the path, with their descriptions."""
    path = _operation(id_, summary, schema)
    variables = {"number": "As in addresses: 44, or PP-71.", **more}
    path["parameters"] = [
        *(
            {"name": one, "in": "path", "required": True, "schema": TEXT, "description": said}
            for one, said in variables.items()
        ),
        {
            "name": "meeting",
            "in": "query",
            "schema": TEXT,
            "description": "As in WTSA-20; the latest without it.",
        },
        TAG,
    ]
    path["get"]["responses"]["404"] = _answer("It is not there, or not for this visitor.", "Error")
    return path


DESCRIPTION: Schema = {
    "openapi": "3.1.0",
    "info": {
        "title": "Proposals to change resolutions",
        "version": "1",
        "description": "Read-only; who sees a page may read it here. A session's cookie signs in.",
    },
    "paths": {
        "/api/meetings/": _operation("meetings", "The meetings, the latest first.", "Meetings"),
        "/api/resolutions/": _operation(
            "resolutions", "Every resolution, once a meeting that it is before.", "Resolutions"
        ),
        "/api/resolutions/{number}/comparison/": _of_resolution(
            "comparison", "The text in force and every proposal, clause by clause.", "Comparison"
        ),
        "/api/resolutions/{number}/draft/": _of_resolution(
            "draft", "The consolidated draft against the text in force.", "Draft"
        ),
        "/api/resolutions/{number}/decisions/": _of_resolution(
            "decisions", "Every decision in the order it was taken.", "Decisions"
        ),
        "/api/resolutions/{number}/snapshots/": _of_resolution(
            "snapshots", "The drafts that were kept under a name.", "Snapshots"
        ),
        "/api/resolutions/{number}/snapshots/{name}/": _of_resolution(
            "snapshot",
            "A kept draft against the text in force, as it was then.",
            "SnapshotText",
            name="As the draft was named: DT/12.",
        ),
        "/api/resolutions/{number}/annotations/": _of_resolution(
            "annotations", "The comments that the visitor may read, by thread.", "Annotations"
        ),
    },
    "components": {"schemas": SCHEMAS},
}
