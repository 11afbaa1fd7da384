"""No secret ever gets into the journal, wherever it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from capgo_tui.errors import CapgoError, Refused
from capgo_tui.models.bundle_edit import ExternalBundle
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.services.changes.api_keys import regenerate_key
from capgo_tui.services.changes.bundles import register_bundle
from capgo_tui.services.changes.channels import create_channel
from capgo_tui.services.journal import State
from capgo_tui.services.workspace import Workspace
from tests.api.servers import KEY, Reply, client_of, replies
from tests.services.conftest import SHOP, workspace_of


def written(path: Path) -> str:
    return path.read_text()


async def test_a_regenerated_secret_is_not_in_it_however_the_answer_comes(
    acme: Demo, workspace: Workspace, path: Path
) -> None:
    row = acme.world.api_keys[7002]
    secrets = {row.key}
    for fault in ("", "cut-after", "half"):
        await workspace.keys.refresh()
        key = next(key for key in workspace.keys.records if key.id == 7002)
        change = regenerate_key(workspace, key)
        if not fault:
            await workspace.changes.make(change)
        else:
            acme.faults.next("/apikey", fault, method="PUT")
            with pytest.raises(CapgoError) as caught:
                await workspace.changes.make(change)
            assert caught.value.outcome_unknown
        secrets.add(row.key)
    assert len(secrets) == 4
    text = written(path)
    assert not [secret for secret in secrets if secret and secret in text]
    assert [entry.state for entry in workspace.journal.entries()] == [
        State.MADE,
        State.UNKNOWN,
        State.UNKNOWN,
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"error": "cannot_access_app", "message": f"The key {KEY} may not.", "moreInfo": {"apikey": KEY}},
        {"status": f"Nothing for {KEY.upper()}", "error": KEY},
        f"plain {KEY}",
    ],
)
async def test_an_error_that_echoes_the_key_leaves_it_out(acme: Demo, path: Path, body: object) -> None:
    async with client_of(replies(Reply(body, 400))) as client:
        workspace = workspace_of(client, acme, path)
        with pytest.raises(Refused):
            await workspace.changes.make(create_channel(workspace.app(SHOP), "next", ChannelEdit()))
    assert KEY not in written(path).lower()
    assert KEY[-4:] in written(path)


async def test_a_key_that_was_pasted_for_a_name_is_left_out(workspace: Workspace, path: Path) -> None:
    data = workspace.app(SHOP)
    await workspace.changes.make(create_channel(data, KEY, ChannelEdit(version="1.0.0")))
    (entry,) = workspace.journal.entries()
    assert entry.state is State.MADE
    assert KEY not in written(path)
    assert entry.intent.title == f"Make channel …{KEY[-4:]}"


async def test_the_key_of_an_encrypted_bundle_is_left_out(workspace: Workspace, path: Path) -> None:
    bundle = ExternalBundle(
        version="2.0.0",
        external_url="https://x.example/2.zip",
        checksum="ff",
        session_key="aXY=:c2VjcmV0",
        key_id="MIIBCgKC",
    )
    await workspace.changes.make(register_bundle(workspace.app(SHOP), bundle))
    (entry,) = workspace.journal.entries()
    assert entry.intent.body is not None
    assert (entry.intent.body["session_key"], entry.intent.body["key_id"]) == ("…", "MIIBCgKC")
    assert "c2VjcmV0" not in written(path)
