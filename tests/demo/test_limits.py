"""Rate limits (contract/api.md 2.4)."""

from __future__ import annotations

import pytest

from tests.demo.conftest import Asker

DEVICE = "a1b2c3d4-0000-4000-8000-000000000001"
ONE = f"/device?app_id=com.acme.shop&device_id={DEVICE}"


async def test_twenty_wrong_keys_block_an_address_for_the_right_key_too(acme: Asker) -> None:
    home = {"cf-connecting-ip": "203.0.113.7"}
    for _ in range(20):
        assert (await acme("GET", "/organization", headers={"capgkey": "wrong", **home})).status == 401
    for path in ("/organization", "/apikey"):
        reply = await acme("GET", path, headers={"capgkey": acme.demo.key, **home})
        assert reply.code == (429, "too_many_requests")
        assert reply.body["moreInfo"]["reason"] == "too_many_failed_auth_attempts"
        assert reply.headers["retry-after"] == "900"
    assert (await acme("GET", "/organization", headers={"capgkey": acme.demo.key})).status == 200


async def test_each_failure_rearms_the_block_and_refusals_do_not(acme: Asker) -> None:
    acme.demo.limits.failed_logins_per_ip = 2
    for _ in range(2):
        await acme("GET", "/organization", headers={"capgkey": "wrong"})
        acme.clock.pass_(600)
    assert (await acme("GET", "/organization")).headers["retry-after"] == "300"
    acme.clock.pass_(299)
    assert (await acme("GET", "/organization")).headers["retry-after"] == "1"
    acme.clock.pass_(1)
    assert (await acme("GET", "/organization")).status == 200


async def test_a_success_does_not_forget_failures(acme: Asker) -> None:
    acme.demo.limits.failed_logins_per_ip = 2
    await acme("GET", "/organization", headers={"capgkey": "wrong"})
    await acme("GET", "/organization")
    await acme("GET", "/organization", headers={"capgkey": "wrong"})
    assert (await acme("GET", "/organization")).status == 429


async def test_bad_limited_keys_count_as_failed_logins(acme: Asker) -> None:
    acme.demo.limits.failed_logins_per_ip = 2
    for bad in ("abc", "999"):
        await acme("GET", "/organization", headers={"capgkey": acme.demo.key, "x-limited-key-id": bad})
    assert (await acme("GET", "/organization")).status == 429


async def test_the_last_request_of_the_count_is_the_first_refused(acme: Asker) -> None:
    acme.demo.limits.requests_per_key = 5
    statuses = [(await acme("GET", "/organization")).status for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    other = {"capgkey": acme.demo.keys["acme reader"]}
    assert (await acme("GET", "/organization", headers=other)).status == 200


async def test_refused_requests_extend_the_block_of_a_key(acme: Asker) -> None:
    acme.demo.limits.requests_per_key = 2
    await acme("GET", "/organization")
    for _ in range(3):
        acme.clock.pass_(59)
        reply = await acme("GET", "/organization")
        assert reply.body["moreInfo"]["reason"] == "api_key_rate_limit_exceeded"
        assert (reply.body["moreInfo"]["apikey_id"], reply.headers["retry-after"]) == (7001, "60")
    acme.clock.pass_(60)
    assert (await acme("GET", "/organization")).status == 200


async def test_the_reset_is_told_in_both_units(acme: Asker) -> None:
    acme.demo.limits.requests_per_key = 1
    reply = await acme("GET", "/organization")
    ends = reply.body["moreInfo"]["rateLimitResetAt"]
    assert ends == round(acme.clock.now.timestamp() * 1000) + 60_000
    assert reply.headers["x-ratelimit-reset"] == str(ends // 1000)
    assert reply.body["moreInfo"]["retryAfterSeconds"] == 60


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_the_sixth_operation_of_a_kind_on_a_device_in_a_second_is_refused(
    acme: Asker, method: str
) -> None:
    statuses = [(await acme(method, ONE)).status for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    other = {"GET": "DELETE", "DELETE": "GET"}[method]
    assert (await acme(other, ONE)).status == 200
    acme.clock.pass_(1)
    assert (await acme(method, ONE)).status == 200


async def test_lists_of_devices_have_no_burst_limit(acme: Asker) -> None:
    statuses = {(await acme("GET", "/device?app_id=com.acme.shop")).status for _ in range(8)}
    assert statuses == {200}


async def test_one_device_and_channel_take_one_post_a_minute(acme: Asker) -> None:
    body = {"app_id": "com.acme.shop", "device_id": DEVICE, "channel": "beta"}
    assert (await acme("POST", "/device", body)).status == 200
    refused = await acme("POST", "/device", body)
    assert refused.code == (429, "too_many_requests")
    assert refused.headers["retry-after"] == "60"
    assert "reason" not in refused.body["moreInfo"]
    assert (await acme("POST", "/device", {**body, "channel": "production"})).code == (
        400,
        "public_channel_override",
    )
    acme.clock.pass_(60)
    assert (await acme("POST", "/device", body)).status == 200


async def test_a_failed_post_counts_for_the_minute(acme: Asker) -> None:
    body = {"app_id": "com.acme.shop", "device_id": DEVICE, "channel": "nope"}
    assert (await acme("POST", "/device", body)).code == (404, "channel_not_found")
    assert (await acme("POST", "/device", body)).status == 429


async def test_an_address_writes_only_so_many_devices_a_minute(acme: Asker) -> None:
    acme.demo.limits.device_writes_per_ip = 2
    replies = [
        await acme("POST", "/device", {"app_id": "com.acme.shop", "device_id": f"d{n}", "channel": "beta"})
        for n in range(3)
    ]
    assert [reply.status for reply in replies] == [200, 200, 429]
    assert replies[-1].body["moreInfo"]["reason"] == "ip_rate_limit_exceeded"


async def test_counts_can_be_cleared(acme: Asker) -> None:
    acme.demo.limits.requests_per_key = 1
    assert (await acme("GET", "/organization")).status == 429
    acme.demo.limits.clear()
    acme.demo.limits.requests_per_key = 2
    assert (await acme("GET", "/organization")).status == 200
