"""In a Capacitor project the program opens on its app."""

from __future__ import annotations

from pathlib import Path

import pytest

from capgo_tui.cli.project import project_app

TYPESCRIPT = """
import type { CapacitorConfig } from '@capacitor/cli';
// appId: 'com.old.name',
const config: CapacitorConfig = {
  /* appId: "com.older" */
  appId: 'com.acme.shop',
  appName: 'shop',
};
export default config;
"""


@pytest.mark.parametrize(
    ("name", "text", "app_id"),
    [
        ("capacitor.config.json", '{"appId": "com.acme.shop", "appName": "shop"}', "com.acme.shop"),
        ("capacitor.config.ts", TYPESCRIPT, "com.acme.shop"),
        ("capacitor.config.js", 'module.exports = {"appId": "com.acme.shop"}', "com.acme.shop"),
        ("capacitor.config.ts", "const config = { appId: process.env.APP }", ""),
        ("capacitor.config.json", "{", ""),
        ("capacitor.config.json", '{"appId": 7}', ""),
        ("capacitor.config.json", '{"appId": "\\u001b[2J"}', ""),
        ("capacitor.config.json", "[" * 100_000, ""),
        ("package.json", '{"appId": "com.acme.shop"}', ""),
    ],
)
def test_the_app_id_is_read_from_the_project(tmp_path: Path, name: str, text: str, app_id: str) -> None:
    (tmp_path / name).write_text(text)
    assert project_app(tmp_path) == app_id


def test_a_folder_within_the_project_counts_and_the_nearest_project_wins(tmp_path: Path) -> None:
    inner = tmp_path / "apps" / "wallet"
    (inner / "src").mkdir(parents=True)
    (tmp_path / "capacitor.config.json").write_text('{"appId": "com.acme.shop"}')
    assert project_app(inner / "src") == "com.acme.shop"
    (inner / "capacitor.config.json").write_text('{"appId": "com.acme.wallet"}')
    assert project_app(inner / "src") == "com.acme.wallet"


def test_no_project_is_none(tmp_path: Path) -> None:
    assert project_app(tmp_path) == ""
