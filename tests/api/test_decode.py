"""From bytes to documents."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.api.decode import parse, read_exactly, read_list, read_one
from capgo_tui.errors import Unexpected
from capgo_tui.models import AuditPage, Channel, Device, Document, Organization
from tests.models.test_document import KINDS, a_record, json_values


@given(json_values)
def test_json_is_decoded_as_it_was_encoded(value: Any) -> None:
    decoded = parse(json.dumps(value).encode())
    assert json.dumps(decoded) == json.dumps(value)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb'{"a":"x\ud800y"}', "x\ufffdy"),
        (rb'{"a":"x\udc00"}', "x\ufffd"),
        (rb'{"a":"\ud83d\ude00 \ud83d"}', "\N{GRINNING FACE} \ufffd"),
        (b'{"a":"x\xed\xa0\x80y"}', "x\ufffd\ufffd\ufffdy"),
        (b'{"a":"x\xff"}', "x\ufffd"),
        (rb'{"a":"\\ud800"}', r"\ud800"),
    ],
)
def test_half_characters_become_replacement_characters(body: bytes, text: str) -> None:
    assert parse(body) == {"a": text}
    assert parse(body)["a"].encode()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"  <svg>", "picture"),
        (b'[{"id":1},{"id"', "incomplete"),
        (b'{"id":1}}', "broken"),
        (b"ok", "not JSON"),
        (b"[" * 100_000, "broken"),
        (b"[" * 100_000 + b"]" * 100_000, "broken"),
        (rb'["\ud800",' + b"[" * 100_000, "broken"),
        (b"[" + b"9" * 5000 + b"]", "broken"),
    ],
)
def test_what_is_no_json_is_said_to_be_what_it_is(body: bytes, said: str) -> None:
    with pytest.raises(Unexpected, match=said) as caught:
        parse(body, "GET /channel")
    assert caught.value.tried == "GET /channel"
    assert caught.value.next_step


def test_nested_json_and_large_numbers_are_read_within_reason() -> None:
    assert parse(b"[" * 100 + b"]" * 100)
    assert parse(b"[1" + b"0" * 1000 + b"]") == [10**1000]


def test_a_field_that_cannot_be_read_is_named_with_its_place_and_its_endpoint() -> None:
    rows = [{"id": 1, "name": "a"}, {"id": 2, "name": "b", "version": {"id": "x"}}]
    with pytest.raises(Unexpected) as caught:
        read_list(Channel, rows, "GET /channel")
    assert caught.value.field == "[1].version.id"
    assert caught.value.tried == "GET /channel"
    assert "GET /channel" in str(caught.value)
    assert "[1].version.id" in str(caught.value)


def test_a_field_is_named_as_the_server_spells_it() -> None:
    with pytest.raises(Unexpected) as caught:
        read_one(Channel, {"id": 1, "name": "a", "disableAutoUpdate": {}}, "GET /channel")
    assert caught.value.field == "disableAutoUpdate"


@pytest.mark.parametrize("payload", [None, 5, "text", {}, {"data": 5}, {"status": "ok"}])
def test_an_answer_of_another_form_cannot_be_read(payload: Any) -> None:
    with pytest.raises(Unexpected, match="GET /x"):
        read_list(Device, payload, "GET /x")
    with pytest.raises(Unexpected, match="GET /x"):
        read_one(Device, payload, "GET /x")


@pytest.mark.parametrize(
    "payload",
    [
        {"id": "o", "name": "Acme"},
        [{"id": "o", "name": "Acme"}],
        {"status": "Organization updated", "data": {"id": "o", "name": "Acme"}},
        {"status": "Organization updated", "id": "u", "data": [{"id": "o", "name": "Acme"}]},
    ],
)
def test_one_record_comes_alone_in_a_list_or_in_data(payload: Any) -> None:
    assert read_one(Organization, payload, "PUT /organization") == Organization(id="o", name="Acme")


def test_a_list_comes_plain_or_in_a_field() -> None:
    rows = [{"device_id": "d"}]
    devices = [Device(device_id="d")]
    assert read_list(Device, rows, "") == devices
    assert read_list(Device, {"data": rows, "hasMore": False}, "") == devices
    assert read_list(Device, {"statistics": rows}, "", wrapped_in=("statistics",)) == devices


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_json_reads_or_is_unexpected(kind: type[Document], data: st.DataObject) -> None:
    value = data.draw(json_values | a_record(kind) | st.lists(a_record(kind), max_size=3))
    for read in (read_one, read_exactly, read_list):
        tried = "GET /x"
        try:
            read(kind, value, tried)
        except Unexpected as error:
            tried = error.tried
        assert tried == "GET /x"


def test_a_page_of_the_audit_log_is_not_taken_for_its_data() -> None:
    page = read_exactly(AuditPage, {"data": [], "total": 0, "page": 0, "limit": 50}, "")
    assert page.limit == 50
