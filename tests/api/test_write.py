"""A change can only be made whole, and what is shown is what is sent."""

from __future__ import annotations

import ast
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import capgo_tui.api
from capgo_tui.api import CapgoClient, Write
from capgo_tui.api.dialects.generations import TODAY
from capgo_tui.api.verbs import Action, Verb
from capgo_tui.errors import Misused
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.checks import is_blank
from capgo_tui.models.member import Member
from capgo_tui.models.organization_edit import OrganizationEdit
from tests.api.servers import KEY, OK, OLD_KEY, client_of, replies, write_of

SHOP = "com.acme.shop"
CLIENT = client_of(replies(OK))
"""Builds requests; nothing is sent with it."""

BLANKS = ("", " ", "\t", "\n", "\u00a0", "\u200b", "\ufeff", "null", "undefined", " NULL ")

names = st.one_of(st.text(), st.sampled_from(BLANKS), st.text(alphabet=" \t\u200b\u00a0nul./%?&=#"))


def member(email: str | None) -> Member:
    return Member(uid="u", email=email, role="org_member", is_tmp=False)


BUILDERS: dict[str, tuple[tuple[str, ...], Callable[..., Write[Any]]]] = {
    "bundle": (("app_id", "version"), CLIENT.bundles.prepare_delete),
    "all bundles": (("app_id",), CLIENT.bundles.prepare_delete_all_unlinked),
    "channel": (("app_id", "channel"), CLIENT.channels.prepare_delete),
    "override": (("app_id", "device_id"), CLIENT.devices.prepare_clear_override),
    "organization": (("orgId",), CLIENT.organizations.prepare_delete),
    "member": (
        ("orgId", "email"),
        lambda org, email: CLIENT.members.prepare_remove(org, member(email), [member(email)]),
    ),
}
"""Everything that deletes by a query: the parameters, and what builds it of their values."""

POSTERS: dict[str, tuple[tuple[str, ...], Callable[..., Write[Any]]]] = {
    "create channel": (
        ("app_id", "channel"),
        lambda app, name: CLIENT.channels.prepare_create(app, name, ChannelEdit(public=True)),
    ),
    "edit channel": (
        ("app_id", "channel"),
        lambda app, name: CLIENT.channels.prepare_edit(
            Channel(id=1, app_id=app, name=name), ChannelEdit(version="1.0.0")
        ),
    ),
    "override": (("app_id", "device_id", "channel"), CLIENT.devices.prepare_override),
    "organization": (
        ("orgId",),
        lambda org: CLIENT.organizations.prepare_update(org, OrganizationEdit(name="Acme")),
    ),
}


@pytest.mark.parametrize("what", BUILDERS)
@given(data=st.data())
def test_no_input_makes_a_delete_without_its_names(what: str, data: st.DataObject) -> None:
    parameters, build = BUILDERS[what]
    values = [data.draw(names) for _ in parameters]
    try:
        write = build(*values)
    except Misused:
        bad = any(is_blank(value) or value.strip().casefold() in {"null", "undefined"} for value in values)
        assert bad or any("\ud800" <= character <= "\udfff" for value in values for character in value)
        return
    sent = dict(parse_qsl(urlsplit(write.target).query, keep_blank_values=True))
    assert set(sent) == set(parameters)
    assert not any(is_blank(value) for value in sent.values())
    wanted = [
        value.lower() if name == "device_id" else value
        for name, value in zip(parameters, values, strict=True)
    ]
    assert list(sent.values()) == wanted
    assert (write.method, write.text, write.body) == ("DELETE", None, None)


@pytest.mark.parametrize("what", POSTERS)
@given(data=st.data())
def test_no_input_makes_a_post_without_its_names(what: str, data: st.DataObject) -> None:
    parameters, build = POSTERS[what]
    values = [data.draw(names) for _ in parameters]
    try:
        write = build(*values)
    except Misused:
        return
    assert write.text is not None
    sent = json.loads(write.text)
    assert not any(is_blank(sent[name]) for name in parameters)
    assert write.query == ()
    assert write.body == sent


@given(st.text(), st.dictionaries(st.sampled_from(["app_id", "version", "verison", "Version"]), names))
def test_no_hand_made_delete_of_bundles_lacks_the_version(path: str, fields: dict[str, str]) -> None:
    """Whatever a table of verbs says; only the one action may (contract/api.md 0.3)."""
    for spelled in (
        "/bundle",
        "/bundle/",
        "//bundle",
        "/BUNDLE",
        "/%62undle",
        f"/bundle/{path}",
        "/x/../bundle",
        "/bundle?app_id=a",
    ):
        assume("{" not in spelled and "}" not in spelled)
        try:
            write = write_of("DELETE", spelled, **fields)
        except Misused:
            continue
        assert not is_blank(dict(write.query)["version"])


@pytest.mark.parametrize("blank", BLANKS)
def test_a_missing_name_is_told_in_a_sentence(blank: str) -> None:
    with pytest.raises(Misused) as caught:
        CLIENT.bundles.prepare_delete(SHOP, blank)
    assert caught.value.said == "The name of the bundle is missing, so nothing was sent."
    assert caught.value.field == "version"


@pytest.mark.parametrize(
    "build",
    [
        lambda: CLIENT.apps.prepare_delete(""),
        lambda: CLIENT.apps.prepare_delete(" "),
        lambda: CLIENT.apps.prepare_delete(".."),
        lambda: CLIENT.api_keys.prepare_delete(0),
        lambda: CLIENT.api_keys.prepare_regenerate(-1),
        lambda: CLIENT.bundles.prepare_set_to_channel(SHOP, 0, 1),
        lambda: CLIENT.bundles.prepare_set_to_channel(SHOP, 1, 0),
        lambda: CLIENT.members.prepare_remove("o", member(None), [member(None)]),
        lambda: CLIENT.channels.prepare_edit(Channel(id=1, name="beta"), ChannelEdit(version="1.0.0")),
        lambda: write_of("GET", "/channel"),
        lambda: Write(verb=TODAY[Action.DELETE_KEY], parts={}, fields={}, read=lambda payload, _: payload),
        lambda: CLIENT.channels.prepare_create(SHOP, "half \ud800", ChannelEdit()),
        lambda: CLIENT.apps.prepare_delete("half\udfff"),
        lambda: write_of("POST", "/channel", autoPauseConfidence=float("inf")),
    ],
)
def test_a_change_that_lacks_something_is_not_made(build: Callable[[], object]) -> None:
    with pytest.raises(Misused):
        build()


def test_only_one_line_of_the_program_deletes_all_unlinked_bundles() -> None:
    places = [
        (path.name, function.name)
        for path in Path(capgo_tui.__file__).parent.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and "Action.DELETE_UNLINKED_BUNDLES]" in ast.unparse(function)
    ]
    assert places == [("bundles.py", "prepare_delete_all_unlinked")]


def test_every_change_has_a_verb_that_names_what_it_changes() -> None:
    assert set(TODAY) == set(Action)
    for verb in TODAY.values():
        assert verb.wanted or "{" in verb.path
    assert {
        action for action, verb in TODAY.items() if verb.path == "/bundle" and verb.method == "DELETE"
    } == {
        Action.DELETE_BUNDLE,
        Action.DELETE_UNLINKED_BUNDLES,
    }


def test_a_change_is_shown_as_it_is_sent() -> None:
    write = CLIENT.bundles.prepare_delete("com.acme.shop", "1.0.0+a b&c")
    assert (write.action, write.method, write.path) == (Action.DELETE_BUNDLE, "DELETE", "/bundle")
    assert write.query == (("app_id", "com.acme.shop"), ("version", "1.0.0+a b&c"))
    assert write.target == "/bundle?app_id=com.acme.shop&version=1.0.0%2Ba%20b%26c"
    assert write.tried == "DELETE /bundle"


def test_a_change_cannot_be_changed() -> None:
    write = CLIENT.channels.prepare_delete(SHOP, "beta")
    with pytest.raises(dataclasses.FrozenInstanceError):
        write.path = "/bundle"  # type: ignore[misc]
    body = write_of("POST", "/channel", app_id=SHOP)
    assert body.body is not None
    body.body["app_id"] = "other"
    assert body.text == '{"app_id":"com.acme.shop"}'
    assert write == CLIENT.channels.prepare_delete(SHOP, "beta")
    assert len({write, CLIENT.channels.prepare_delete(SHOP, "beta")}) == 1


@pytest.mark.parametrize(("key", "header"), [(KEY, "authorization"), (OLD_KEY, "capgkey")])
async def test_the_line_for_a_shell_is_what_the_log_shows_after_sending(key: str, header: str) -> None:
    client = client_of(replies(OK), key=key)
    writes: list[Write[Any]] = [
        client.channels.prepare_create(SHOP, "it's", ChannelEdit(public=True)),
        client.channels.prepare_delete(SHOP, "beta"),
    ]
    for write in writes:
        shown = client.curl(write)
        assert not len(client.requests) or write.method == "DELETE"
        await client.send(write)
        assert [exchange.curl() for exchange in client.requests][-1] == shown
        assert f'-H "{header}: $CAPGO_TOKEN"' in shown
        assert key not in shown


def test_the_line_for_a_shell_needs_no_key() -> None:
    client: CapgoClient = client_of(replies(OK), key=None)
    line = client.curl(client.channels.prepare_delete(SHOP, "beta"))
    assert line == "curl -X DELETE 'http://demo.localhost/channel?app_id=com.acme.shop&channel=beta'"


@given(st.sampled_from([verb for verb in TODAY.values() if verb.wanted]), st.data())
def test_each_verb_insists_on_each_of_its_names(verb: Verb, data: st.DataObject) -> None:
    missing = data.draw(st.sampled_from(verb.wanted))
    fields: dict[str, Any] = dict.fromkeys(verb.wanted, "1.0.0")
    fields[missing] = data.draw(st.sampled_from(["", " ", None, False, 0, [], 1.5]))
    with pytest.raises(Misused) as caught:
        Write(verb=verb, parts={"id": 1, "app_id": SHOP}, fields=fields, read=lambda payload, _: payload)
    assert caught.value.field == missing
