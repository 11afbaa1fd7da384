"""Faults as the command line writes them, and the server that un-links bundles."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.demo import BadSpec, Demo, Unlink, fault_specs
from capgo_tui.demo.faults import Cut
from tests.demo.conftest import Asker

APP = "com.acme.shop"


def order(acme: Asker, *specs: str) -> None:
    fault_specs.order(acme.demo.faults, specs)


async def change(acme: Asker, **fields: Any) -> None:
    await acme("POST", "/channel", {"app_id": APP, "channel": "beta", **fields})


async def beta(acme: Asker) -> dict[str, Any]:
    row: dict[str, Any] = (await acme("GET", f"/channel?app_id={APP}&channel=beta")).body
    return row


async def test_a_status_meets_every_request_below_its_path_for_ever(acme: Asker) -> None:
    order(acme, "status=503@/channel")
    assert [(await acme("GET", f"/channel?app_id={APP}")).status for _ in range(4)] == [503] * 4
    assert (await acme("GET", "/ok")).status == 200


async def test_a_method_and_a_number_narrow_it_down(acme: Asker) -> None:
    order(acme, "status=500@/channel:POSTx2")
    assert (await acme("GET", f"/channel?app_id={APP}")).status == 200
    body = {"app_id": APP, "channel": "beta", "public": False}
    assert [(await acme("POST", "/channel", body)).status for _ in range(3)] == [500, 500, 200]


async def test_a_path_that_ends_like_a_number_of_times_is_written_with_a_method(acme: Asker) -> None:
    order(acme, "status=500@/app/com.acme.box2:GET")
    assert (await acme("GET", "/app/com.acme.box2")).status == 500
    assert (await acme("GET", "/app/com.acme.bo")).status != 500


async def test_a_connection_that_is_cut_did_nothing(acme: Asker) -> None:
    order(acme, "cut@/channel:POST")
    with pytest.raises(Cut):
        await change(acme, allow_dev=False)
    assert (await beta(acme))["allow_dev"] is True


async def test_a_connection_that_is_cut_afterwards_did_everything(acme: Asker) -> None:
    order(acme, "cut-after@/channel:POSTx1")
    with pytest.raises(Cut):
        await change(acme, allow_dev=False)
    assert (await beta(acme))["allow_dev"] is False


async def test_slow_answers_come_late() -> None:
    demo = Demo(faults=["slow=60000"])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=demo.app)) as client:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await client.get("https://demo/ok")
        demo.faults.clear()
        assert (await client.get("https://demo/ok")).status_code == 200


@pytest.mark.parametrize(
    ("spec", "source"),
    [
        ("unlink-on-post", "demo-12.116.3"),
        ("unlink-on-post,silent", None),
        ("unlink-on-post,claims-new", "demo-12.201.7"),
    ],
)
async def test_an_old_server_unlinks_what_is_not_named_and_says_its_age_or_not(
    acme: Asker, spec: str, source: str | None
) -> None:
    order(acme, spec)
    linked = (await beta(acme))["version"]["name"]
    await change(acme, allow_dev=False, version=linked)
    assert (await beta(acme))["version"]["name"] == linked
    await change(acme, allow_dev=True)
    assert (await beta(acme))["version"] is None
    assert (await acme("GET", "/ok")).headers.get("x-worker-source") == source


async def test_what_was_unlinked_is_in_the_audit_log_like_any_change(acme: Asker) -> None:
    order(acme, "unlink-on-post")
    org = acme.demo.world.apps[APP].owner_org
    await change(acme, allow_dev=False)
    newest = (await acme("GET", f"/organization/audit?orgId={org}&limit=1")).body["data"][0]
    assert "version" in newest["changed_fields"]
    assert newest["new_record"]["version"] is None


async def test_a_new_channel_has_nothing_to_unlink_and_no_fault_lasts_once_it_is_cleared(acme: Asker) -> None:
    acme.demo.faults.unlink_on_post = Unlink.OLDER
    body = {"app_id": APP, "channel": "qa", "version": "1.2.0"}
    assert (await acme("POST", "/channel", body)).body["public"] is False
    acme.demo.faults.clear()
    before = await beta(acme)
    await change(acme, allow_dev=False)
    assert (await beta(acme))["version"] == before["version"]


def test_every_form_that_is_listed_can_be_ordered() -> None:
    for form, _ in fault_specs.FORMS:
        spec = form.replace("CODE", "503").replace("MS", "300").replace("/path", "/channel")
        assert fault_specs.check(spec) == spec


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "boom@/channel",
        "cut",
        "cut@channel",
        "cut@/channel:post",
        "cut@/channel:HELLO",
        "cut@/channel:POSTx0",
        "status=200@/channel",
        "status=600@/channel",
        "status=@/channel",
        "slow=x",
        "slow=99999",
        "unlink-on-post,loud",
        "unlink-on-post@/channel",
        "\x1b[31m@/x",
    ],
)
def test_what_cannot_be_ordered_gets_the_list_of_what_can(spec: str) -> None:
    with pytest.raises(BadSpec) as caught:
        fault_specs.check(spec)
    said = str(caught.value)
    assert all(form in said for form, _ in fault_specs.FORMS)
    assert "\x1b" not in said


@given(st.text())
def test_any_text_is_a_fault_or_none(spec: str) -> None:
    with contextlib.suppress(BadSpec):
        assert fault_specs.check(spec) == spec
