"""/organization and /organization/members: S2-01 to S2-26 and S2-45 to S2-57."""

from __future__ import annotations

import pytest

from tests.demo.old_servers import ANA, BEN, FOREIGN, ORG, SHOP, Server
from tests.statements import states

PAGE = (
    *("GET /organization", "POST /organization", "PUT /organization", "GET /apikey", "POST /apikey"),
    *("DELETE /apikey/x", "GET /organization/members", "DELETE /organization/members"),
    *("GET /statistics/app/x", "GET /statistics/user", "GET /statistics/org/x", "POST /channel"),
    *("GET /channel", "DELETE /channel", "POST /device", "GET /device", "DELETE /device"),
    *("GET /bundle", "DELETE /bundle"),
)
"""Every request of the German page."""


@states("S2-01")
@pytest.mark.parametrize("line", PAGE)
async def test_every_request_of_the_page_has_its_path(seed: Server, line: str) -> None:
    response = await seed(line, {})
    assert response.headers["content-type"] == "application/json"
    assert "404 Not Found" not in response.text


@states("S2-01")
async def test_what_is_not_on_the_page_is_unknown(old: Server) -> None:
    for line in ("GET /app", "DELETE /organization", "GET /webhooks", "PATCH /channel"):
        response = await old(line)
        assert (response.status_code, response.text) == (404, "404 Not Found")


@states("S2-02")
async def test_the_key_goes_into_authorization(old: Server) -> None:
    assert (await old("GET /organization", header="authorization")).status_code == 200


@states("S2-02")
async def test_the_page_knows_no_other_header_and_no_bearer(seed: Server) -> None:
    for headers in ({"capgkey": "x"}, {"authorization": "Bearer x"}, {}):
        assert (await seed("GET /organization", headers=headers)).status_code == 401


@states("S2-02")
async def test_the_real_server_took_capgkey_first_and_called_a_wrong_key_an_internal_error(
    early: Server,
) -> None:
    assert (await early("GET /organization", header="capgkey")).status_code == 200
    wrong = await early("GET /organization", headers={"authorization": "x"})
    assert (wrong.status_code, wrong.json()["message"]) == (500, "Invalid apikey")
    hosted = await early("GET /functions/v1/organization", headers={"authorization": "x"})
    assert (hosted.status_code, hosted.text) == (400, "Invalid apikey")


@states("S2-03")
async def test_organizations_and_their_members_are_managed(old: Server) -> None:
    made = await old.json("PUT /organization", {"name": "New"})
    people = await old.json(f"GET /organization/members?orgId={made['id']}")
    assert [person["role"] for person in people] == ["super_admin"]


@states("S2-04", "S2-05", "S2-06")
async def test_one_organization_by_its_id_and_all_without(old: Server) -> None:
    everything = await old.json("GET /organization")
    assert [row["id"] for row in everything] == [ORG]
    assert await old.json(f"GET /organization?orgId={ORG}") == everything[0]


@states("S2-06")
async def test_organizations_of_others_are_not_accessible(old: Server) -> None:
    status, said = await old.refusal(f"GET /organization?orgId={FOREIGN}")
    assert (status, said) == (400, {"status": "You can't access this organization", "orgId": FOREIGN})


@pytest.mark.parametrize(
    ("statement", "field", "value"),
    [
        ("S2-07", "id", ORG),
        ("S2-08", "created_by", ANA),
        ("S2-09", "created_at", "2026-01-01T00:00:00.000Z"),
        ("S2-10", "updated_at", "2026-01-01T00:00:00.000Z"),
        ("S2-11", "logo", ""),
        ("S2-12", "name", "Acme Mobile"),
        ("S2-13", "management_email", "ops@acme.example"),
        ("S2-14", "customer_id", "cus_acme"),
    ],
)
async def test_an_organization_has_this_field_and_eight_in_all(
    old: Server, statement: str, field: str, value: str
) -> None:
    row = (await old.json("GET /organization"))[0]
    assert (row[field], len(row)) == (value, 8), statement


@states("S2-11", "S2-14")
async def test_logo_and_customer_may_be_null(old: Server) -> None:
    made = await old.json("PUT /organization", {"name": "New"})
    row = await old.json(f"GET /organization?orgId={made['id']}")
    assert (row["logo"], row["customer_id"]) == (None, None)


@states("S2-15", "S2-17", "S2-19", "S2-21")
async def test_post_changes_the_name_of_an_organization(old: Server) -> None:
    await old.json("POST /organization", {"orgId": ORG, "name": "Acme 2"})
    assert [row["name"] for row in await old.json("GET /organization")] == ["Acme 2"]


@states("S2-16")
async def test_changing_needs_the_role_admin(old: Server) -> None:
    body = {"orgId": ORG, "name": "by ben"}
    status, said = await old.refusal("POST /organization", body, key="ben")
    assert (status, said["status"]) == (400, "You can't access this organization")
    member = old.demo.world.member(ORG, BEN)
    assert member is not None
    member.role = "org_admin"
    await old.json("POST /organization", body, key="ben")


@states("S2-16")
async def test_the_real_server_asked_for_the_owners_role_and_not_for_the_mode(
    seed: Server, early: Server
) -> None:
    body = {"orgId": ORG, "name": "by read key"}
    await early.json("POST /organization", body, key="read")
    assert (await seed.refusal("POST /organization", body, key="read"))[0] == 401


@states("S2-17")
async def test_a_change_without_an_id_is_an_invalid_body(old: Server) -> None:
    status, said = await old.refusal("POST /organization", {"name": "x"})
    assert (status, said["status"]) == (400, "Invalid body")
    assert '"orgId"' in said["error"]


@states("S2-18", "S2-20")
async def test_logo_and_address_are_changed_alone(old: Server) -> None:
    await old.json("POST /organization", {"orgId": ORG, "logo": "l.png"})
    await old.json("POST /organization", {"orgId": ORG, "management_email": "new@acme.example"})
    (row,) = await old.json("GET /organization")
    assert (row["logo"], row["management_email"]) == ("l.png", "new@acme.example")
    assert row["name"] == "Acme Mobile"


@states("S2-21", "S2-25")
async def test_the_query_works_in_place_of_a_body(old: Server) -> None:
    await old.json(f"POST /organization?orgId={ORG}&name=Q")
    await old.json("PUT /organization?name=R")
    assert {row["name"] for row in await old.json("GET /organization")} == {"Q", "R"}


@states("S2-22")
async def test_a_change_answers_the_organization(seed: Server, early: Server) -> None:
    body = {"orgId": ORG, "name": "Acme 2"}
    said = await seed.json("POST /organization", body)
    assert (said["status"], said["data"]["name"], set(said)) == (
        "Organization updated",
        "Acme 2",
        {"status", "data"},
    )
    real = await early.json("POST /organization", body)
    assert (real["status"], [row["name"] for row in real["data"]]) == ("Organization updated", ["Acme 2"])
    assert real["id"] == ANA


@states("S2-23", "S2-24", "S2-25", "S2-26")
async def test_put_creates_an_organization(old: Server) -> None:
    said = await old.json("PUT /organization", {"name": "New"})
    assert said == {"status": "Organization created", "id": said["id"]}
    row = await old.json(f"GET /organization?orgId={said['id']}")
    assert (row["name"], row["management_email"]) == ("New", "ana@acme.example")


@states("S2-23")
async def test_put_with_the_body_of_a_change_creates_a_second_one(old: Server) -> None:
    await old.json("PUT /organization", {"orgId": ORG, "name": "Acme Mobile"})
    assert [row["name"] for row in await old.json("GET /organization")] == ["Acme Mobile"] * 2


@states("S2-24")
async def test_the_harmless_probe_is_refused_for_want_of_a_name(old: Server) -> None:
    status, said = await old.refusal("PUT /organization", {"orgId": ORG})
    assert (status, said["status"]) == (400, "Invalid body")
    assert len(await old.json("GET /organization")) == 1


@states("S2-45", "S2-46")
async def test_members_are_listed_by_the_organization_in_query_or_body(old: Server) -> None:
    people = await old.json(f"GET /organization/members?orgId={ORG}")
    assert await old.json("GET /organization/members", {"orgId": ORG}) == people
    assert (await old.refusal("GET /organization/members"))[1]["status"] == "Invalid body"


@pytest.mark.parametrize(
    ("statement", "field", "value"),
    [
        ("S2-47", "uid", BEN),
        ("S2-48", "email", "ben@acme.example"),
        ("S2-49", "image_url", ""),
        ("S2-50", "role", "read"),
    ],
)
async def test_a_member_has_this_field_and_four_in_all(
    old: Server, statement: str, field: str, value: str
) -> None:
    person = (await old.json(f"GET /organization/members?orgId={ORG}"))[1]
    assert (person[field], len(person)) == (value, 4), statement


@states("S2-50", "S2-51")
@pytest.mark.parametrize("role", ["read", "upload", "write", "admin", "super_admin"])
@pytest.mark.parametrize("invited", [False, True])
async def test_a_role_is_one_of_ten_words(old: Server, role: str, invited: bool) -> None:
    member = old.demo.world.member(ORG, BEN)
    assert member is not None
    member.user_right, member.is_tmp = role, invited
    people = await old.json(f"GET /organization/members?orgId={ORG}")
    assert people[1]["role"] == (f"invite_{role}" if invited else role)


@states("S2-50")
async def test_the_real_server_invited_with_words_of_its_own(early: Server) -> None:
    body = {"orgId": ORG, "email": "cleo@acme.example", "invite_type": "write"}
    assert await early.json("POST /organization/members", body) == {"status": "OK"}
    people = await early.json(f"GET /organization/members?orgId={ORG}")
    assert people[2]["role"] == "invite_write"


@states("S2-49")
async def test_one_missing_picture_spoils_the_list(old: Server) -> None:
    old.demo.world.users[BEN].image_url = None
    status, said = await old.refusal(f"GET /organization/members?orgId={ORG}")
    assert (status, said["status"]) == (500, "Cannot get organization members")


@states("S2-52", "S2-53", "S2-54", "S2-55", "S2-56")
@pytest.mark.parametrize("as_body", [False, True])
async def test_a_member_is_removed_by_query_or_body(old: Server, as_body: bool) -> None:
    body = {"orgId": ORG, "email": "ben@acme.example"}
    line = "DELETE /organization/members"
    said = await (old.json(line, body) if as_body else old.json(f"{line}?orgId={ORG}&email={body['email']}"))
    assert said == {"status": "OK"}
    assert [p["uid"] for p in await old.json(f"GET /organization/members?orgId={ORG}")] == [ANA]


@states("S2-56")
async def test_another_mode_than_all_is_told_ok_and_removes_nothing(early: Server) -> None:
    line = f"DELETE /organization/members?orgId={ORG}&email=ben@acme.example"
    assert await early.json(line, key="write") == {"status": "OK"}
    assert early.demo.world.member(ORG, BEN) is not None


@states("S2-56")
async def test_the_last_super_admin_takes_the_organization_along(old: Server) -> None:
    await old.json(f"DELETE /organization/members?orgId={ORG}&email=ana@acme.example")
    assert await old.json("GET /organization") == []
    assert SHOP not in old.demo.world.apps


@states("S2-57")
@pytest.mark.parametrize(("email", "text"), [("zoe@acme.example", "User not found"), ("zoe", "Invalid body")])
async def test_a_failure_is_a_ko(seed: Server, early: Server, email: str, text: str) -> None:
    line = f"DELETE /organization/members?orgId={ORG}&email={email}"
    assert await seed.refusal(line) == (400, {"error": text, "status": "KO"})
    assert (await early.refusal(line))[1]["status"] == text
