"""One reader for every way in which a server has said no."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.api.masking import Mask
from capgo_tui.api.refusal_texts import BY_CODE, BY_STATUS, OLD_WORDS
from capgo_tui.api.refusals import means_behind_the_end, means_no_bundles, refusal, says_no
from capgo_tui.errors import RateLimited, RefusalKind, Refused
from capgo_tui.secret import Secret
from tests.api.servers import KEY
from tests.models.recorded import CONTRACT, FILES
from tests.models.test_document import json_values

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)

BAD_LOGINS = {"invalid_apikey", "no_key_provided", "no_jwt_apikey_or_subkey", "invalid_jwt", "invalid_subkey"}


def refused(status: int, payload: Any, headers: dict[str, str] | None = None) -> Refused:
    return refusal(
        status=status, headers=headers or {}, payload=payload, tried="GET /x", mask=Mask(Secret(KEY)), now=NOW
    )


def recorded() -> Iterator[Any]:
    for name, cases in FILES.items():
        for case in json.loads((CONTRACT / name).read_text(encoding="utf-8"))[cases]:
            if case["response"]["status"] >= 400:
                yield pytest.param(case["request"], case["response"], id=f"{name} {case['id']}")


@pytest.mark.parametrize(("request_", "response"), recorded())
def test_every_recorded_refusal_is_understood(request_: dict[str, Any], response: dict[str, Any]) -> None:
    body = response["body"]
    error = refused(response["status"], body, response.get("headers"))
    assert error.status == response["status"]
    assert error.tried == "GET /x"
    assert error.said.endswith(".")
    assert error.next_step.endswith(".")
    assert KEY not in repr(error) + repr(error.details)
    sent = body.get("error") if isinstance(body, dict) else None
    if isinstance(body, dict) and ("moreInfo" in body or sent == "not_found"):
        assert error.code == sent
        assert body["message"].rstrip(".") in error.said
    if error.code in BAD_LOGINS:
        assert error.kind is RefusalKind.BAD_LOGIN
    elif error.status in {401, 403}:
        assert error.kind is RefusalKind.NO_RIGHT
    if error.status == 429:
        assert isinstance(error, RateLimited)
        assert error.retry_after > 0
    if request_["method"] == "GET":
        assert error.code or error.status in {401, 500}, body


@pytest.mark.parametrize(
    ("status", "payload", "kind", "code"),
    [
        (
            401,
            {"error": "invalid_apikey", "message": "Invalid apikey", "moreInfo": {}},
            "bad-login",
            "invalid_apikey",
        ),
        (
            401,
            {"error": "no_key_provided", "message": "No key provided", "moreInfo": {}},
            "bad-login",
            "no_key_provided",
        ),
        (
            401,
            {"error": "cannot_access_app", "message": "no", "moreInfo": {}},
            "no-right",
            "cannot_access_app",
        ),
        (401, {"error": "brand_new_code", "message": "no", "moreInfo": {}}, "no-right", "brand_new_code"),
        (400, "Invalid apikey", "bad-login", "invalid_apikey"),
        (
            500,
            {
                "status": "Internal Server Error",
                "response": {},
                "error": '{"status":400}',
                "message": "Invalid apikey",
            },
            "bad-login",
            "invalid_apikey",
        ),
        (401, {"status": "Unauthorized", "error": "Invalid API key"}, "bad-login", "invalid_apikey"),
        (401, {"status": "Unauthorized", "error": "Invalid JWT token"}, "bad-login", "invalid_jwt"),
        (
            401,
            {"status": "Unauthorized", "error": "No authentication provided"},
            "bad-login",
            "no_key_provided",
        ),
        (401, {"error": "You cannot do that as a limited API key"}, "no-right", "limited_apikey"),
        (400, {"status": "You can't access this app", "app_id": "a"}, "no-right", "cannot_access_app"),
        (
            400,
            {"status": "You can't access this app", "error": "Insufficient permissions to access statistics"},
            "no-right",
            "cannot_access_app",
        ),
        (
            400,
            {"status": "Invalid body", "error": "Invalid date format or missing parameters"},
            "invalid",
            "invalid_body",
        ),
        (404, "404 Not Found", "missing", "not_found"),
        (
            404,
            {"status": "No organizations found", "error": "No organizations found"},
            "no-right",
            "no_organizations_found",
        ),
        (
            402,
            {"error": "subscription_required", "message": "x", "moreInfo": {}},
            "plan",
            "subscription_required",
        ),
        (402, {"error": "pay_now", "message": "x", "moreInfo": {}}, "plan", "pay_now"),
        (403, {"error": "unheard_of", "message": "x"}, "no-right", "unheard_of"),
        (
            500,
            {"error": "unknown_error", "message": "Unknown error", "moreInfo": {}},
            "broken",
            "unknown_error",
        ),
        (503, "<html>", "broken", ""),
        (418, "teapot", "invalid", ""),
        (200, {"error": "Cannot delete", "status": "KO"}, "invalid", ""),
        (400, {"error": None, "status": "ALREADY_INVITED"}, "invalid", "ALREADY_INVITED"),
        (
            400,
            {"error": "CANNOT_REMOVE_LAST_SUPER_ADMIN", "message": "x"},
            "invalid",
            "CANNOT_REMOVE_LAST_SUPER_ADMIN",
        ),
    ],
)
def test_a_bad_login_a_missing_right_and_a_fault_are_told_apart(
    status: int, payload: Any, kind: str, code: str
) -> None:
    error = refused(status, payload)
    assert (error.kind.value, error.code) == (kind, code)


@pytest.mark.parametrize(
    ("status", "payload", "said"),
    [
        (
            401,
            {
                "error": "cannot_access_app",
                "message": "You can't access this app",
                "moreInfo": {"app_id": "a"},
            },
            "You can't access this app (401 cannot_access_app).",
        ),
        (
            400,
            {
                "error": "invalid_body",
                "message": "Invalid body",
                "moreInfo": {
                    "error": {
                        "name": "SchemaError",
                        "issues": [
                            {"path": ["from"], "message": "from must be a valid date"},
                            {"path": ["to", 0], "message": "is required"},
                            {"code": "custom"},
                            "rubbish",
                        ],
                    }
                },
            },
            "Invalid body: from must be a valid date; to.0: is required; not accepted (400 invalid_body).",
        ),
        (
            400,
            {
                "error": "invalid_body",
                "message": "Invalid body",
                "moreInfo": {"error": "sanitized_name_empty"},
            },
            "Invalid body: sanitized_name_empty (400 invalid_body).",
        ),
        (
            400,
            {"status": "Invalid body", "error": '[{"path":["from"],"message":"Invalid date"}]'},
            "Invalid body: from: Invalid date (400 invalid_body).",
        ),
        (400, {"status": "Invalid body", "error": "[broken"}, "Invalid body (400 invalid_body)."),
        (
            400,
            {"status": "Cannot find version", "error": '{"code":"PGRST116"}'},
            "Cannot find version (400 cannot_find_version).",
        ),
        (
            404,
            {"error": "API key not found", "supabaseError": {"code": "PGRST116"}},
            "API key not found (404 failed_to_get_apikey).",
        ),
        (500, {"status": "Internal Server Error", "error": "{}"}, "Internal Server Error (500)."),
        (
            502,
            "<html><title>Bad gateway</title>",
            "The server answered with a web page instead of data (502).",
        ),
        (500, "", "The server answered 500."),
        (500, None, "The server answered 500."),
        (500, ["what"], "The server answered 500."),
        (500, {}, "The server answered 500."),
        (500, {"error": {"code": 1}}, "The server answered 500."),
        (500, {"message": "Oh no."}, "Oh no (500)."),
        (500, "x" * 1000, "x" * 400 + " (500)."),
        (200, {"status": "KO", "error": "Nothing was done"}, "Nothing was done (200)."),
        (200, {"status": "KO"}, "KO (200)."),
        (400, {"error": "device_not_found", "message": 5}, "The server answered 400 device_not_found."),
    ],
)
def test_a_refusal_says_what_the_server_said_and_its_code(status: int, payload: Any, said: str) -> None:
    assert refused(status, payload).said == said


def test_the_rest_of_the_body_is_kept_without_the_key() -> None:
    body = {
        "error": "no_access_to_app",
        "message": f"No access to app with {KEY}",
        "moreInfo": {"data": {"apikey": {"key": KEY, "user_id": "u"}}},
    }
    error = refused(401, body)
    assert error.details == {"moreInfo": {"data": {"apikey": {"key": "…8a90", "user_id": "u"}}}}
    assert "…8a90" in error.said


def test_a_pause_that_the_server_asks_for_is_in_the_error() -> None:
    body = {
        "error": "too_many_requests",
        "message": "Too many requests",
        "moreInfo": {"retryAfterSeconds": 17},
    }
    error = refused(429, body)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 17
    assert error.kind is RefusalKind.LIMITED
    assert error.code == "too_many_requests"


@pytest.mark.parametrize(
    ("payload", "no"),
    [
        ({"status": "ok"}, False),
        ({"status": "OK"}, False),
        ({"status": "KO"}, True),
        ({"status": "ko", "error": None}, True),
        ({"status": "Cannot get app statistics", "error": "x"}, True),
        ({"error": ""}, False),
        ({"error": None}, False),
        ({"status": 5}, False),
        ([{"error": "x"}], False),
        ("KO", False),
        (None, False),
    ],
)
def test_a_success_may_say_no_all_the_same(payload: Any, no: bool) -> None:
    assert says_no(payload) is no


@pytest.mark.parametrize(
    ("payload", "empty"),
    [
        (
            {
                "error": "cannot_get_bundle",
                "message": "Cannot get bundle",
                "moreInfo": {"supabaseError": None},
            },
            True,
        ),
        (
            {"error": "cannot_get_bundle", "message": "Cannot get bundle", "moreInfo": {"supabaseError": {}}},
            False,
        ),
        (
            {
                "error": "cannot_get_bundle",
                "message": "You can't access this app",
                "moreInfo": {"app_id": "a"},
            },
            False,
        ),
        ({"status": "Cannot get bundle", "error": None}, True),
        ({"status": "Cannot get bundle", "error": '{"code":"42P01"}'}, False),
        ({"status": "Cannot get bundle"}, False),
        ({"status": "You can't access this app", "error": None}, False),
    ],
)
def test_an_empty_list_of_bundles_is_told_from_a_refused_one(payload: Any, empty: bool) -> None:
    error = refused(400, payload)
    assert means_no_bundles(error) is empty
    if "app_id" in str(payload):
        assert error.kind is RefusalKind.NO_RIGHT


@pytest.mark.parametrize(
    ("payload", "behind"),
    [
        (
            {"error": "cannot_get_audit_logs", "message": "x", "moreInfo": {"error": {"code": "PGRST103"}}},
            True,
        ),
        ({"error": "cannot_get_audit_logs", "message": "x", "moreInfo": {"error": {"code": "42P01"}}}, False),
        (
            {"error": "cannot_find_channels", "message": "x", "moreInfo": {"error": {"code": "PGRST103"}}},
            False,
        ),
        ({"error": "cannot_get_audit_logs", "message": "x"}, False),
    ],
)
def test_an_audit_page_behind_the_end_is_told_from_a_refused_one(payload: Any, behind: bool) -> None:
    assert means_behind_the_end(refused(400, payload)) is behind


@given(
    st.integers(200, 599),
    json_values
    | st.dictionaries(
        st.sampled_from(["error", "status", "message", "moreInfo", "supabaseError"]), json_values
    ),
)
def test_whatever_a_server_says_becomes_an_error_with_a_next_step(status: int, payload: Any) -> None:
    error = refused(status, payload)
    assert error.said
    assert error.next_step
    assert str(error)
    means_no_bundles(error)
    means_behind_the_end(error)
    says_no(payload)


def test_every_meaning_has_a_whole_sentence_as_its_next_step() -> None:
    for meaning in (*BY_CODE.values(), *BY_STATUS.values()):
        assert meaning.next_step[0].isupper()
        assert meaning.next_step.endswith(".")


def test_every_old_sentence_leads_to_a_code_with_a_meaning() -> None:
    assert set(OLD_WORDS.values()) <= set(BY_CODE)
    assert all(words == words.casefold().strip(" .") for words in OLD_WORDS)


def test_only_the_codes_of_the_contract_are_bad_logins() -> None:
    assert {code for code, meaning in BY_CODE.items() if meaning.kind is RefusalKind.BAD_LOGIN} == BAD_LOGINS
