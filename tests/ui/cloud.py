"""What the demo cloud really has, behind the screens."""

from __future__ import annotations

from capgo_tui.demo import Demo
from capgo_tui.demo.rows import ApiKey, Bundle, Channel, Member, Organization
from tests.driver import User

SHOP = "com.acme.shop"
ACME = "Acme Mobile"


def channel_in(demo: Demo, name: str, app_id: str = SHOP) -> Channel:
    """A channel as the cloud has it."""
    return next(row for row in demo.world.channels.values() if (row.app_id, row.name) == (app_id, name))


def bundle_in(demo: Demo, name: str, app_id: str = SHOP) -> Bundle:
    """A bundle as the cloud has it, deleted or not."""
    return next(row for row in demo.world.bundles.values() if (row.app_id, row.name) == (app_id, name))


def delivers(demo: Demo, channel: str) -> str | None:
    """The name of the bundle that a channel points at; None for the built-in one."""
    version = channel_in(demo, channel).version
    return None if version is None else demo.world.bundles[version].name


def override_of(demo: Demo, device_id: str, app_id: str = SHOP) -> str | None:
    """The channel that a device is forced to; None for none."""
    channel = demo.world.overrides.get((app_id, device_id))
    return None if channel is None else demo.world.channels[channel].name


async def goes_on(user: User, words: str, *, tab: str = "1", app_id: str = SHOP) -> None:
    """Find the row of some words in a tab, and put the cursor on it."""
    await user.opens(app_id, tab=tab)
    await user.press("slash")
    await user.types(words)
    await user.press("enter")
    assert words in user.line_with("❯"), user.screen


def organization_in(demo: Demo, name: str) -> Organization:
    """An organization as the cloud has it."""
    return next(row for row in demo.world.organizations.values() if row.name == name)


def key_in(demo: Demo, name: str) -> ApiKey:
    """An API key as the cloud has it."""
    return next(row for row in demo.world.api_keys.values() if row.name == name)


def member_in(demo: Demo, email: str, organization: str = ACME) -> Member | None:
    """A member or an invitation as the cloud has it; None if there is none."""
    user = demo.world.user_with(email)
    return demo.world.member(organization_in(demo, organization).id, user.id) if user is not None else None


async def finds(user: User, words: str) -> None:
    """Find an organization or app in the tree, and put the cursor on it."""
    user.app.screen.query_one("AppTree").focus()
    await user.press("slash")
    await user.types(words)
    await user.press("enter")


async def opens_members(user: User, words: str = "") -> None:
    """Open the members of Acme, with the cursor on one of them."""
    await _opens_list(user, 2, words)


async def opens_keys(user: User, words: str = "") -> None:
    """Open the keys, with the cursor on one of them."""
    await _opens_list(user, 3, words)


async def _opens_list(user: User, presses: int, words: str) -> None:
    await user.opens(SHOP)
    await user.press(*["6"] * presses)
    if words:
        await user.press("slash")
        await user.types(words)
        await user.press("enter")
        assert words in user.line_with("❯"), user.screen
