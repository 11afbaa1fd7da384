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
    # API keys
    "cannot_list_apikeys": Meaning(_NO, _KEY_RIGHT),
    "cannot_get_apikey": Meaning(_NO, _KEY_RIGHT),
    "failed_to_get_apikey": Meaning(_GONE, "There is no such key, or it is another user's: list the keys."),
    "failed_to_list_apikeys": Meaning(_BROKEN, _AGAIN),
    "invalid_id_format": Meaning(_ASKED, "A key is named by its number, as the list of keys shows it."),
    "limited_apikey": Meaning(_NO, "This key is limited to some organizations: use one that is not."),
    # apps
    "cannot_access_app": Meaning(_NO, _APP_RIGHT),
    "app_access_denied": Meaning(_NO, _APP_RIGHT),
    "cannot_find_app": Meaning(_GONE, "There is no such app: check its id."),
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
    # devices
    "device_not_found": Meaning(_GONE, "No device of this app has that id: check it, or the app."),
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
