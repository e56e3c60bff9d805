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
        row=TEXT,
        kind=TEXT,
        section=TEXT,
        level=NUMBER,
        label=_ref("Runs"),
        text=_ref("Runs"),
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
    "Error": _object(error=TEXT),
}


def _answer(description: str, name: str) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": _ref(name)}}}


def _operation(id_: str, summary: str, name: str) -> Schema:
    return {
        "get": {
            "operationId": id_,
            "summary": summary,
            "responses": {"200": _answer(summary, name)},
        }
    }


def _of_resolution(id_: str, summary: str, name: str) -> Schema:
    path = _operation(id_, summary, name)
    path["parameters"] = [
        {
            "name": "number",
            "in": "path",
            "required": True,
            "schema": TEXT,
            "description": "As in addresses: 44, or PP-71.",
        },
        {
            "name": "meeting",
            "in": "query",
            "schema": TEXT,
            "description": "As in WTSA-20; the latest without it.",
        },
        {
            "name": "If-None-Match",
            "in": "header",
            "schema": TEXT,
            "description": "The ETag of an earlier answer.",
        },
    ]
    path["get"]["responses"] |= {
        "304": {"description": "Nothing has changed since."},
        "404": _answer("It is not there, or not for this visitor.", "Error"),
    }
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
    },
    "components": {"schemas": SCHEMAS},
}
