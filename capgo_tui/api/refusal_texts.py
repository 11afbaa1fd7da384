"""What each refusal means and what to do about it: data, one line per code of contract/api.md 1 to 3."""

from __future__ import annotations

from typing import Final, NamedTuple

from capgo_tui.errors import RefusalKind


class Meaning(NamedTuple):
    """What a code means."""

    kind: RefusalKind
    """What sort of refusal it is."""
    next_step: str
    """What the user can do, as one sentence."""


_BAD = RefusalKind.BAD_LOGIN
_NO = RefusalKind.NO_RIGHT
_GONE = RefusalKind.MISSING
_ASKED = RefusalKind.INVALID
_BROKEN = RefusalKind.BROKEN

_CHECK_KEY: Final = (
    "The key is wrong, ended or deleted, or its mode is not enough: check it in the console. "
    "It is not tried again, because wrong keys get this address blocked."
)
_ORG_RIGHT: Final = (
    "The organization does not exist or this key has no right to it: check the id, or ask for a role."
)
_APP_RIGHT: Final = (
    "The app does not exist or this key has no right to it: check the id, or ask for app_reader."
)
_KEY_RIGHT: Final = "Managing keys needs the role apikey_manager or org_super_admin in the organization."
_OUR_FAULT: Final = "The server did not accept the request: it may be older or newer than this program."
_AGAIN: Final = "The server failed: try again in a minute."

BY_CODE: Final[dict[str, Meaning]] = {
    # logins
    "invalid_apikey": Meaning(_BAD, _CHECK_KEY),
    "no_key_provided": Meaning(_BAD, "No key arrived: set CAPGO_TOKEN or name a key file."),
    "no_jwt_apikey_or_subkey": Meaning(_BAD, "No key arrived: set CAPGO_TOKEN or name a key file."),
    "invalid_jwt": Meaning(_BAD, "The key was taken for a login token: check that it is an API key."),
    "invalid_subkey": Meaning(_BAD, "The narrowed key does not exist or is not this user's."),
    "org_requires_expiring_key": Meaning(
        _NO, "This organization takes only keys with an end date: make one in the console."
    ),
    # the whole server
    "not_found": Meaning(_GONE, "This server does not have that: check the host, or the server is older."),
    "unknown_error": Meaning(_BROKEN, _AGAIN),
    "too_many_requests": Meaning(
        RefusalKind.LIMITED, "Wait until the pause is over: every request before that makes it longer."
    ),
    "subscription_required": Meaning(
        RefusalKind.PLAN,
        "The organization's plan is not valid, or the key is bound to one app only and may not see the plan.",
    ),
    "permission_denied": Meaning(_NO, "This key lacks that right: ask an admin of the organization."),
    "invalid_body": Meaning(_ASKED, _OUR_FAULT),
    "invalid_json_parse_body": Meaning(_ASKED, _OUR_FAULT),
    "invalid_capgo_api_version": Meaning(_ASKED, _OUR_FAULT),
    # organizations and members
    "invalid_org_id": Meaning(_NO, _ORG_RIGHT),
    "cannot_access_organization": Meaning(_NO, _ORG_RIGHT),
    "user_does_not_have_access_to_this_organization": Meaning(_NO, _ORG_RIGHT),
    "cannot_get_organization": Meaning(_BROKEN, _AGAIN),
    "cannot_get_organizations": Meaning(_BROKEN, _AGAIN),
    "cannot_parse_organizations": Meaning(
        _BROKEN, "One organization holds something that the server cannot show: open the others by their id."
    ),
    "cannot_get_organization_members": Meaning(_BROKEN, _AGAIN),
    "cannot_parse_members": Meaning(
        _BROKEN, "One member's data cannot be shown by the server: look in the console."
    ),
    "cannot_get_audit_logs": Meaning(_BROKEN, _AGAIN),
    "missing_org_id": Meaning(_ASKED, "Name the organization."),
    "cannot_create_org": Meaning(_ASKED, "Another organization of yours may have this name: choose another."),
    "cannot_update_org": Meaning(_ASKED, "Another organization of yours may have this name: choose another."),
    "invalid_max_expiration_days": Meaning(_ASKED, "Choose 1 to 365 days."),
    "invalid_required_encryption_key": Meaning(_ASKED, "The encryption key has 20 or 21 characters."),
    "requires_2fa_to_enforce_2fa": Meaning(
        _ASKED, "Switch the second factor on for yourself first, in the console."
    ),
    "error_inviting_user_to_organization": Meaning(
        _ASKED, "The person needs a Capgo account and must not be invited already."
    ),
    "user_not_found": Meaning(_GONE, "Nobody with that address has an account: withdraw it in the console."),
    "organization_member_not_found": Meaning(_GONE, "That is no member any more: read the members again."),
    "cannot_delete_higher_priority_role": Meaning(
        _NO, "That person's role is above the one of this key: ask a super admin."
    ),
    "CANNOT_REMOVE_LAST_SUPER_ADMIN": Meaning(
        _ASKED, "Make somebody else a super admin, without an end date, first."
    ),
    "error_deleting_user_from_organization": Meaning(_BROKEN, _AGAIN),
    # API keys
    "cannot_list_apikeys": Meaning(_NO, _KEY_RIGHT),
    "cannot_get_apikey": Meaning(_NO, _KEY_RIGHT),
    "failed_to_get_apikey": Meaning(_GONE, "There is no such key, or it is another user's: list the keys."),
    "failed_to_list_apikeys": Meaning(_BROKEN, _AGAIN),
    "invalid_id_format": Meaning(_ASKED, "A key is named by its number, as the list of keys shows it."),
    "cannot_create_apikey": Meaning(_NO, "Make the key in the console, where you are logged in."),
    "cannot_update_apikey": Meaning(_NO, f"A key cannot change itself. {_KEY_RIGHT}"),
    "cannot_delete_apikey": Meaning(_NO, f"A key cannot delete itself. {_KEY_RIGHT}"),
    "api_key_not_found": Meaning(_GONE, "There is no such key, or it is another user's: list the keys."),
    "api_key_not_found_or_access_denied": Meaning(
        _GONE, "There is no such key, or it is another user's: list the keys."
    ),
    "failed_to_delete_apikey": Meaning(_BROKEN, _AGAIN),
    "invalid_expiration_date": Meaning(_ASKED, "Choose an end that lies in the future."),
    "expiration_required": Meaning(_ASKED, "This organization takes only keys with an end date: choose one."),
    "expiration_exceeds_max": Meaning(_ASKED, "This organization wants an earlier end date."),
    "forbidden_binding": Meaning(_NO, "You cannot give a role that is above your own."),
    "binding_failed": Meaning(_GONE, "There is no such role: check its name."),
    "limited_apikey": Meaning(_NO, "This key is limited to some organizations: use one that is not."),
    # apps
    "cannot_access_app": Meaning(_NO, _APP_RIGHT),
    "app_access_denied": Meaning(_NO, _APP_RIGHT),
    "cannot_find_app": Meaning(_GONE, "There is no such app: check its id."),
    "cannot_delete_app": Meaning(_NO, "Deleting an app needs the role org_super_admin."),
    "app_id_already_exists": Meaning(
        _ASKED, "App ids are unique among all apps of the cloud: choose another."
    ),
    "cannot_update_app": Meaning(_ASKED, _OUR_FAULT),
    "retention_to_big": Meaning(_ASKED, "Choose less than two years (63113904 s)."),
    "retention_to_small": Meaning(_ASKED, "Choose 0 seconds or more."),
    "cannot_get_apps": Meaning(_ASKED, _OUR_FAULT),
    "missing_app_id": Meaning(_ASKED, "Name the app, such as com.acme.shop."),
    "invalid_app_id": Meaning(_ASKED, "An app id looks like com.acme.shop: parts with dots between."),
    # channels and bundles
    "cannot_find_version": Meaning(
        _GONE, "There is no such channel or bundle in this app: check the spelling."
    ),
    "cannot_find_channel": Meaning(_GONE, "There is no such channel in this app: check the spelling."),
    "cannot_find_channels": Meaning(_ASKED, _OUR_FAULT),
    "cannot_get_bundle": Meaning(_BROKEN, _AGAIN),
    "missing_channel_name": Meaning(_ASKED, "Name the channel."),
    "cannot_delete_channel": Meaning(_BROKEN, _AGAIN),
    "cannot_promote_bundle": Meaning(_BROKEN, _AGAIN),
    "cannot_set_bundle_to_channel": Meaning(_BROKEN, _AGAIN),
    "invalid_rollout_percentage": Meaning(_ASKED, "Choose 0 to 100 %."),
    "invalid_rollout_config": Meaning(_ASKED, "Choose whole numbers, 0 or more."),
    "invalid_auto_pause_confidence": Meaning(_ASKED, "Choose a confidence between 0 and 1."),
    "invalid_auto_pause_action": Meaning(_ASKED, "Choose pause, rollback or notify."),
    "missing_stable_version": Meaning(_ASKED, "Link a bundle to the channel first; it stays the stable one."),
    "missing_rollout_version": Meaning(_ASKED, "Choose a bundle to roll out first."),
    "cannot_delete_bundle": Meaning(_NO, "Deleting bundles needs the role app_admin or org_super_admin."),
    "cannot_delete_version": Meaning(
        _GONE, "There is no such bundle, or it was deleted: read the bundles again."
    ),
    "cannot_delete_linked_version": Meaning(
        _ASKED, "A channel uses it, or rolls it out: link another bundle there first."
    ),
    "cannot_create_bundle": Meaning(
        _ASKED, "The name of a deleted bundle stays taken: choose another version."
    ),
    "cannot_update_bundle_metadata": Meaning(_NO, "Describing bundles needs the role app_uploader."),
    "version_already_exists": Meaning(_ASKED, "There is a bundle of that version: choose another version."),
    "invalid_version_format": Meaning(_ASKED, "Write the version like 1.2.0, without a v."),
    "invalid_protocol": Meaning(_ASKED, "The address of the file begins with https://."),
    "encryption_required": Meaning(_ASKED, "This organization takes only encrypted bundles."),
    "encryption_key_required": Meaning(_ASKED, "Name the key that the bundle is encrypted with."),
    "encryption_key_mismatch": Meaning(_ASKED, "Encrypt the bundle with the organization's key."),
    "missing_required_fields": Meaning(_ASKED, _OUR_FAULT),
    # devices
    "device_not_found": Meaning(_GONE, "No device of this app has that id: check it, or the app."),
    "channel_not_found": Meaning(_GONE, "There is no such channel in this app: check the spelling."),
    "cannot_access_channel": Meaning(
        _NO, "This key may not force devices to that channel: ask for app_developer."
    ),
    "public_channel_override": Meaning(
        _ASKED, "Devices are not forced to a public channel: clear the override instead."
    ),
    "channel_device_error": Meaning(_BROKEN, _AGAIN),
    "invalid_limit": Meaning(_ASKED, _OUR_FAULT),
    "invalid_order": Meaning(_ASKED, _OUR_FAULT),
    "invalid_updated_at": Meaning(_ASKED, _OUR_FAULT),
    "invalid_cursor": Meaning(_ASKED, _OUR_FAULT),
    # statistics
    "no_access_to_app": Meaning(_NO, _APP_RIGHT),
    "no_access_to_organization": Meaning(_NO, _ORG_RIGHT),
    "no_organizations_found": Meaning(_NO, "This key reaches no organization: ask for a role in one."),
    "cannot_get_app_statistics": Meaning(_BROKEN, _AGAIN),
    "cannot_get_organization_statistics": Meaning(_BROKEN, _AGAIN),
    "cannot_get_user_statistics": Meaning(_BROKEN, _AGAIN),
    # webhooks
    "no_permission": Meaning(_NO, "A key that is bound to an app may not see webhooks."),
    "webhook_not_found": Meaning(_GONE, "There is no such webhook: check its id."),
}
"""By the server's code."""

INVITATIONS: Final[dict[str, Meaning]] = {
    "NO_EMAIL": Meaning(_GONE, "Nobody with that address has a Capgo account: they must sign up first."),
    "ALREADY_INVITED": Meaning(_ASKED, "That person is a member or invited already: read the members again."),
    "NO_RIGHTS": Meaning(_NO, "This key may not invite somebody to that role: ask a super admin."),
    "NO_ORG": Meaning(_NO, _ORG_RIGHT),
    "ROLE_NOT_FOUND": Meaning(_ASKED, "This server does not know that role: choose another."),
    "TOO_RECENT_INVITATION_CANCELATION": Meaning(
        _ASKED, "An invitation was withdrawn a short while ago: invite again later."
    ),
}
"""Why somebody was not invited: what stands in `moreInfo.data` (contract/api.md 3.2)."""

BY_STATUS: Final[dict[int, Meaning]] = {
    200: Meaning(_ASKED, "Nothing was done, as far as the server says: look again."),
    400: Meaning(_ASKED, _OUR_FAULT),
    401: Meaning(_NO, "This key has no right to that: ask an admin of the organization."),
    402: BY_CODE["subscription_required"],
    403: Meaning(_NO, "This key has no right to that: ask an admin of the organization."),
    404: Meaning(_GONE, "This server does not have that: check the spelling and the host."),
    429: BY_CODE["too_many_requests"],
    500: Meaning(_BROKEN, _AGAIN),
}
"""For a code that is not known, or none."""

OLD_WORDS: Final[dict[str, str]] = {
    "invalid apikey": "invalid_apikey",
    "invalid api key": "invalid_apikey",
    "invalid jwt token": "invalid_jwt",
    "no authentication provided": "no_key_provided",
    "you can't access this app": "cannot_access_app",
    "you can't access this organization": "cannot_access_organization",
    "you cannot do that as a limited api key": "limited_apikey",
    "failed to list api keys": "failed_to_list_apikeys",
    "api key not found": "failed_to_get_apikey",
    "cannot get organization": "cannot_get_organization",
    "cannot get organization members": "cannot_get_organization_members",
    "cannot find version": "cannot_find_version",
    "cannot find channel": "cannot_find_channel",
    "cannot find device": "device_not_found",
    "cannot get bundle": "cannot_get_bundle",
    "missing app_id": "missing_app_id",
    "invalid body": "invalid_body",
    "no organizations found": "no_organizations_found",
    "cannot get app statistics": "cannot_get_app_statistics",
    "cannot get organization statistics": "cannot_get_organization_statistics",
    "cannot get user statistics": "cannot_get_user_statistics",
    "404 not found": "not_found",
    "not found": "not_found",
}
"""Sentences of servers before July 2025 (lower case, no full stop), and today's code for the same refusal."""
