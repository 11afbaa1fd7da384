"""A bundle in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.bundle import channels_of, packages_of
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import told, word
from capgo_tui.presenters.numbers import percent, whole
from capgo_tui.presenters.times import NONE, Now, moment
from capgo_tui.rules.bundle_state import BundleState, bundle_state
from capgo_tui.rules.surroundings import Surroundings

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle

_MEANING = {
    BundleState.LIVE: "a channel delivers it",
    BundleState.ROLLOUT: "a channel is rolling it out",
    BundleState.UNUSED: "no channel has it",
    BundleState.NEVER_SEEN: "no channel has it and no device runs it",
    BundleState.UNKNOWN: "the channels are not loaded",
}


def bundle_details(bundle: Bundle, now: Now, around: Surroundings) -> list[Section]:
    """The fields of a bundle: where it goes, then what it is."""
    state = bundle_state(bundle, around)
    share = None if around.share_today is None else around.share_today.get(bundle.name, 0.0)
    loaded = "of those loaded" if not around.devices_complete else ""
    return [
        Section(
            "Delivery",
            (
                Row("name", bundle.name),
                Row("state", state.value, _MEANING[state]),
                Row("channels", channels_of(bundle, around)),
                Row("devices", whole(around.devices_on_bundle(bundle.name)), loaded),
                Row("share today", NONE if share is None else percent(share)),
                Row("min native", bundle.min_update_version or NONE, "asked by the strategy version_number"),
            ),
        ),
        Section(
            "Contents",
            (
                Row("storage", bundle.storage_provider or "?"),
                Row("path", bundle.r2_path or NONE),
                Row("external url", bundle.external_url or NONE),
                Row("checksum", bundle.checksum or NONE),
                *([Row("bucket", bundle.bucket_id or NONE)] if bundle.has("bucket_id") else []),
                Row("encrypted", word(bool(bundle.session_key or bundle.key_id)), bundle.key_id or ""),
                Row("manifest files", whole(bundle.manifest_count)),
                Row("native packages", packages_of(bundle)),
                Row("link", told(bundle, "link", bundle.link)),
                Row("comment", told(bundle, "comment", bundle.comment)),
            ),
        ),
        Section(
            "History",
            (
                Row("created", moment(bundle.created_at, now())),
                Row("updated", moment(bundle.updated_at, now())),
                Row("cli", told(bundle, "cli_version", bundle.cli_version)),
                Row("user", bundle.user_id or NONE),
                Row("id", str(bundle.id)),
                Row("app", bundle.app_id or "?"),
            ),
        ),
    ]
