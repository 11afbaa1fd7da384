"""Which generation of servers is spoken to: learned from answers, asked anew before what could go wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capgo_tui.api.client import CapgoClient
from capgo_tui.api.dialects.generations import GENERATIONS, TODAY, UNSURE
from capgo_tui.api.dialects.speech import Speech, Unsettled
from capgo_tui.api.verbs import Action
from capgo_tui.api.write import Write
from capgo_tui.demo import DIALECTS, Demo
from capgo_tui.errors import CapgoError, Misused, Refused
from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit
from capgo_tui.presenters.dialect import dialect_sentence
from capgo_tui.services.dialect_memory import DialectMemory
from tests.api.servers import Reply, client_of, replies
from tests.demo.replay import CONTRACT
from tests.statements import states

ORG, SHOP = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701", "com.acme.shop"
EARLY = ("seed", "2025-01")
LATER = ("2025-11", "current")


def server(dialect: str) -> Demo:
    return Demo.from_file(CONTRACT / "acme-world.json", dialect=dialect)


async def has_looked_around(client: CapgoClient) -> None:
    """Read what the screens read first."""
    await client.organizations.read_all()
    for read in (client.channels.read_all, client.bundles.read_all, client.devices.read_all):
        await read(SHOP)
    with suppress(Refused):
        await client.api_keys.read_all()


def writes(client: CapgoClient) -> list[tuple[str, str]]:
    return [(sent.method, sent.path) for sent in client.requests if sent.method != "GET"]


# The table --------------------------------------------------------------------------------------


def test_every_generation_can_be_asked_for_every_change_or_says_why_not() -> None:
    for generation in GENERATIONS.values():
        assert set(generation.verbs) == set(Action) == set(TODAY)
        assert set(generation.missing) <= set(Action)
        assert all(reason and not reason.endswith(".") for reason in generation.missing.values())


def test_only_making_and_changing_an_organization_mean_something_else_elsewhere() -> None:
    assert {Action.CREATE_ORGANIZATION, Action.UPDATE_ORGANIZATION} == UNSURE


# Learning from reads ----------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_what_the_screens_read_first_tells_the_generation_apart(dialect: str) -> None:
    async with client_of(server(dialect).app) as client:
        await has_looked_around(client)
        assert client.speech.generation.name == dialect
        assert client.speech.possible == {dialect}
        assert writes(client) == []


async def test_a_server_that_tells_nothing_is_taken_for_one_of_today_but_not_for_sure() -> None:
    client = client_of(replies(Reply([])))
    await client.organizations.read_listed()
    assert (client.speech.generation.name, client.speech.is_certain) == ("current", False)
    assert dialect_sentence(client.speech) == "dialect auto: nothing tells yet; today's is spoken"


@pytest.mark.parametrize("before", DIALECTS)
@pytest.mark.parametrize("after", DIALECTS)
async def test_a_server_that_is_upgraded_is_seen_to_be_another(before: str, after: str) -> None:
    demo = server(before)
    async with client_of(demo.app) as client:
        await has_looked_around(client)
        demo.dialect = after
        await has_looked_around(client)
        assert client.speech.generation.name == after


# Before a change that could mean something else -------------------------------------------------

RENAME = OrganizationEdit(name="Renamed")


@pytest.mark.parametrize("dialect", LATER)
async def test_servers_that_say_their_version_are_renamed_on_without_a_question(dialect: str) -> None:
    demo = server(dialect)
    async with client_of(demo.app) as client:
        await client.send(client.organizations.prepare_update(ORG, RENAME))
        assert writes(client) == [("PUT", "/organization")]
    assert demo.world.organizations[ORG].name == "Renamed"


@states("S2-15", "S2-23")
@pytest.mark.parametrize("dialect", EARLY)
async def test_old_verbs_are_spoken_only_when_somebody_said_so(dialect: str) -> None:
    demo = server(dialect)
    async with client_of(demo.app) as client:
        unsure: list[Write[Any]] = [
            client.organizations.prepare_update(ORG, RENAME),
            client.organizations.prepare_create(OrganizationDraft(name="Other")),
        ]
        for write in unsure:
            with pytest.raises(Unsettled, match=r"[Nn]othing was sent"):
                await client.send(write)
        assert set(writes(client)) == {("PUT", "/organization")}  # the probe
        assert [row.name for row in demo.world.organizations.values()][:1] == ["Acme Mobile"]
        count = len(demo.world.organizations)

        client.speech.choose("2025-01")
        await client.send(client.organizations.prepare_update(ORG, RENAME))
        assert demo.world.organizations[ORG].name == "Renamed"
        assert len(demo.world.organizations) == count
        made = await client.send(client.organizations.prepare_create(OrganizationDraft(name="Other")))
        assert demo.world.organizations[made].name == "Other"
        assert len(demo.world.organizations) == count + 1


async def test_a_setting_that_the_server_contradicts_sends_nothing() -> None:
    for setting, dialect in [("current", "seed"), ("2025-11", "2025-01"), ("seed", "current")]:
        demo = server(dialect)
        count = len(demo.world.organizations)
        async with client_of(demo.app, dialect=setting) as client:
            with pytest.raises(Unsettled, match=f"set to {setting}, but the server answers otherwise"):
                await client.send(client.organizations.prepare_update(ORG, RENAME))
            assert client.speech.contradicted
        assert (len(demo.world.organizations), demo.world.organizations[ORG].name) == (count, "Acme Mobile")


async def test_a_change_that_was_prepared_for_another_generation_is_not_sent() -> None:
    demo = server("seed")
    async with client_of(demo.app, chosen="seed") as client:
        write = client.organizations.prepare_update(ORG, RENAME)
        demo.dialect = "current"
        with pytest.raises(Unsettled, match="another generation than when this was prepared"):
            await client.send(write)
        assert client.speech.chosen == ""
        await client.send(client.organizations.prepare_update(ORG, RENAME))
    assert demo.world.organizations[ORG].name == "Renamed"


async def test_the_probe_is_a_change_to_read_only_mode_so_nothing_is_sent_there() -> None:
    async with client_of(server("seed").app, read_only=True, chosen="seed") as client:
        with pytest.raises(Misused, match="read-only"):
            await client.send(client.organizations.prepare_update(ORG, RENAME))
        await client.find_out()
        assert writes(client) == []


@pytest.mark.parametrize("dialect", EARLY)
@pytest.mark.parametrize("after", LATER)
@pytest.mark.parametrize("request_number", range(1, 7))
async def test_an_upgrade_in_the_middle_of_the_questions_makes_no_second_organization(
    dialect: str, after: str, request_number: int
) -> None:
    """Even right before the change itself: what it carries is refused by the newer server."""
    demo = server(dialect)
    count = len(demo.world.organizations)
    asked = 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal asked
        asked += 1
        if asked == request_number:
            demo.dialect = after
        await demo.app(scope, receive, send)

    async with client_of(app, chosen=dialect) as client:
        with suppress(CapgoError):
            await client.send(client.organizations.prepare_update(ORG, RENAME))
    assert len(demo.world.organizations) == count


# What is remembered -----------------------------------------------------------------------------


def test_the_choice_is_kept_for_the_host_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "state" / "dialects.json"
    memory = DialectMemory(file)
    assert memory.recall("https://one") == ""
    Speech(remember=memory.of("https://one")).choose("2025-01")
    Speech(remember=memory.of("https://two")).choose("seed")
    assert (memory.recall("https://one"), DialectMemory(file).recall("https://two")) == ("2025-01", "seed")
    assert file.stat().st_mode & 0o777 == 0o600
    Speech(chosen="seed", remember=memory.of("https://two")).choose("auto")
    assert memory.recall("https://two") == ""


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"https://one": 5}'])
def test_a_file_that_cannot_be_read_counts_as_empty(tmp_path: Path, kept: str) -> None:
    file = tmp_path / "dialects.json"
    file.write_text(kept)
    assert DialectMemory(file).recall("https://one") == ""
    DialectMemory(file).remember("https://one", "seed")
    assert DialectMemory(file).recall("https://one") == "seed"


async def test_an_upgraded_server_is_forgotten() -> None:
    kept: list[str] = []
    demo = server("current")
    async with client_of(demo.app, chosen="seed", remember=kept.append) as client:
        await client.organizations.read_all()
    assert kept == [""]


# Never the wrong verb ---------------------------------------------------------------------------

Step = tuple[str, str]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("server"), st.sampled_from(DIALECTS)),
        st.tuples(st.just("in between"), st.sampled_from(DIALECTS)),
        st.tuples(st.just("choose"), st.sampled_from(("auto", *DIALECTS))),
        st.tuples(st.just("read"), st.just("")),
        st.tuples(st.sampled_from(("rename", "make")), st.text("abcdef", min_size=3, max_size=6)),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(start=st.sampled_from(DIALECTS), setting=st.sampled_from(("auto", *DIALECTS)), steps=STEPS)
async def test_no_rename_makes_an_organization_and_no_making_renames_one(
    start: str, setting: str, steps: list[Step]
) -> None:
    demo = server("seed")  # it brings rows of its own
    demo.dialect = start
    async with client_of(demo.app, dialect=setting) as client:
        between = ""
        for what, value in steps:
            ids = set(demo.world.organizations)
            names = {row.id: row.name for row in demo.world.organizations.values()}
            if what == "server":
                demo.dialect = value
            elif what == "in between":
                between = value
            elif what == "choose":
                client.speech.choose(value)
            elif what == "read":
                await tried(client.organizations.read_listed)
            else:
                edit, draft = OrganizationEdit(name=value), OrganizationDraft(name=value)
                write: Write[Any] = (
                    client.organizations.prepare_update(ORG, edit)
                    if what == "rename"
                    else client.organizations.prepare_create(draft)
                )
                if between:  # the server becomes another one after the request was shown
                    demo.dialect, between = between, ""
                await tried(partial(client.send, write))
                present = demo.world.organizations
                if what == "rename":
                    assert set(present) == ids
                    assert {key: row.name for key, row in present.items() if key != ORG} == {
                        key: name for key, name in names.items() if key != ORG
                    }
                else:
                    assert {key: present[key].name for key in ids} == names
                    assert len(present) <= len(ids) + 1


async def tried(ask: Callable[[], Awaitable[object]]) -> None:
    """Do it; that it is refused is no matter."""
    with suppress(CapgoError):
        await ask()
