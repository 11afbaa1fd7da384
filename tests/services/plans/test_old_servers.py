"""Plans on servers that keep the first override of a device: each move is two requests."""

from __future__ import annotations

from pathlib import Path

import pytest

from capgo_tui.presenters.plan_table import cost_words
from capgo_tui.services.plans.devices import move_devices
from capgo_tui.services.plans.script import curl_script
from tests.services.changes.test_old_servers import EARLY, old
from tests.services.conftest import channel


@pytest.mark.parametrize("dialect", EARLY)
async def test_a_move_is_planned_counted_and_written_down_with_the_request_before_it(
    dialect: str, path: Path
) -> None:
    async with old(dialect, path) as (_, workspace, shop):
        devices = shop.devices.records[:2]
        plan = await move_devices(workspace, shop, devices, await channel(shop))
        assert [row.now for row in plan.rows] == ["not told", "not told"]
        assert cost_words(plan.cost).startswith("2 changes by 4 requests + ")
        script = curl_script(plan)
        assert "# 4 requests on " in script
        sent = [line.split()[2] for line in script.splitlines() if line.startswith("curl -X")]
        assert sent == ["DELETE", "POST", "DELETE", "POST"], "an override goes before the new one comes"
