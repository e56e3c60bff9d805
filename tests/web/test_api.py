"""The JSON API: what its description says, to those who may see the pages."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import get_resolver

from proposals.models import Annotation, Meeting
from proposals.selectors.drafting import fold_draft
from proposals.services import bulk
from proposals.services.decide import decide_many
from proposals.services.snapshot import take_snapshot

BASE = "/api/resolutions/901/"
NAMES = ("comparison", "draft", "decisions", "snapshots", "annotations")


@pytest.fixture
def decided(comparison):
    """With decisions, a kept draft, and a comment that has an answer."""
    ana = User.objects.create_user("ana")
    wishes = bulk.unanimous(fold_draft(comparison))
    decide_many(comparison=comparison, wishes=wishes, by=ana)
    take_snapshot(comparison=comparison, name="DT/12", by=ana)
    about = {"comparison": comparison, "row": comparison.rows.first().uid, "by": ana}
    first = Annotation.objects.create(**about, text="Why?", place="title")
    Annotation.objects.create(**about, text="So.", thread=first)
    return comparison


@pytest.fixture
def described(client, db):
    return client.get("/api/openapi.json").json()


def check(value, schema, described, where="answer"):
    """What JSON Schema asks, as far as the description uses it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return check(value, described["components"]["schemas"][name], described, where)
    if "anyOf" in schema:
        if value is None:
            assert {"type": "null"} in schema["anyOf"], where
            return None
        return check(value, schema["anyOf"][0], described, where)
    types = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
    assert type(value) is types[schema["type"]], (where, value)
    assert value in schema.get("enum", [value]), (where, value)
    if schema["type"] == "array":
        assert schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)), where
        for number, one in enumerate(value):
            check(one, schema["items"], described, f"{where}[{number}]")
    if schema["type"] == "object":
        known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        assert set(schema.get("required", [])) <= set(value), where
        assert more is not False or set(value) <= set(known), (where, set(value) - set(known))
        for name, one in value.items():
            check(one, known.get(name, more), described, f"{where}.{name}")
    return None


def test_every_address_is_described_and_every_description_has_an_address(described):
    found = {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        for pattern in get_resolver().url_patterns[-1].url_patterns
        if str(pattern.pattern).startswith("api/")
    }
    assert found == set(described["paths"]) | {"/api/openapi.json"}


@pytest.mark.parametrize(
    "address",
    ["/api/meetings/", "/api/resolutions/"]
    + [f"/api/resolutions/{{number}}/{one}/" for one in NAMES]
    + ["/api/resolutions/{number}/snapshots/{name}/"],
)
def test_an_answer_is_as_it_is_described(client, decided, described, address):
    get = described["paths"][address]["get"]
    answer = client.get(address.replace("{number}", "901").replace("{name}", "DT/12"))
    assert answer["Content-Type"].startswith("application/json")
    check(
        answer.json(), get["responses"]["200"]["content"]["application/json"]["schema"], described
    )
    (filled,) = [one for one in answer.json().values() if isinstance(one, list)][-1:]
    assert filled


@pytest.mark.parametrize("name", ["comparison", "draft", "decisions", "snapshots"])
def test_an_answer_holds_until_the_resolution_changes(client, comparison, name):
    first = client.get(f"{BASE}{name}/")
    again = client.get(f"{BASE}{name}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    wishes = bulk.unanimous(fold_draft(comparison))
    decide_many(comparison=comparison, wishes=wishes, by=User.objects.create_user("ana"))
    after = client.get(f"{BASE}{name}/", headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != first["ETag"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_published_is_for_the_staff_alone(client, editor, comparison, name):
    tag = client.get(f"{BASE}{name}/")["ETag"]
    Meeting.objects.update(published=False)
    answer = client.get(f"{BASE}{name}/", headers={"If-None-Match": tag})
    assert answer.status_code == 404
    assert "901" in answer.json()["error"]
    client.force_login(editor)
    assert client.get(f"{BASE}{name}/").status_code == 200


def test_lists_leave_out_what_is_not_published(client, comparison):
    assert client.get("/api/meetings/").json()["meetings"]
    Meeting.objects.update(published=False)
    assert client.get("/api/meetings/").json()["meetings"] == []
    # The text in force is public by itself, before no meeting and with nobody's proposals.
    (left,) = client.get("/api/resolutions/").json()["resolutions"]
    assert (left["meeting"], left["groups"]) == ("", [])


def test_nothing_can_be_written(client, comparison):
    for address in ("/api/meetings/", f"{BASE}draft/", "/api/openapi.json"):
        for ask in (client.post, client.put, client.delete):
            assert ask(address).status_code == 405


def test_a_decision_says_who_took_it_and_whether_it_stands(client, decided):
    taken = client.get(f"{BASE}decisions/").json()["decisions"]
    assert {one["by"] for one in taken} == {"ana"}
    assert all(one["in_force"] for one in taken)


@pytest.mark.parametrize(
    "address",
    ["/api/meetings/", "/api/resolutions/", f"{BASE}annotations/", f"{BASE}snapshots/DT/12/"],
)
def test_a_list_holds_until_it_says_something_else(client, decided, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert "Cookie" in first["Vary"]
    Meeting.objects.update(published=False)
    after = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert after.status_code in (200, 404)


def test_a_kept_draft_is_as_it_was_kept(client, decided):
    before = client.get(f"{BASE}draft/").json()["clauses"]
    kept = client.get(f"{BASE}snapshots/DT/12/").json()
    assert (kept["name"], kept["by"]) == ("DT/12", "ana")
    assert [(one["row"], one["text"]) for one in kept["clauses"]] == [
        (one["row"], one["text"]) for one in before
    ]
    assert client.get(f"{BASE}snapshots/DT/13/").status_code == 404


def test_a_comment_is_read_here_by_who_may_read_it_on_the_page(client, editor, decided):
    Annotation.objects.update(visibility="secretariat")
    assert client.get(f"{BASE}annotations/").json()["annotations"] == []
    client.force_login(User.objects.get(username="ana"))
    (thread,) = client.get(f"{BASE}annotations/").json()["annotations"]
    assert (thread["text"], [one["text"] for one in thread["answers"]]) == ("Why?", ["So."])
