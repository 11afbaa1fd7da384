"""What a device can report, in groups, and what it means (contract/api.md 4)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Group(StrEnum):
    """Kinds of what a device reports."""

    NORMAL = "normal"
    """The life of an app, and of its bundles."""
    DOWNLOAD = "download"
    """A bundle on its way."""
    DOWNLOAD_FAILED = "download failed"
    """A bundle that did not arrive whole."""
    INSTALL_FAILED = "install failed"
    """A bundle that arrived and did not start."""
    REFUSED = "refused"
    """The server gave no bundle."""
    CRASH = "crash"
    """Something in the app broke, or nearly."""
    OTHER = "other"
    """Nothing that is known here."""


PROBLEMS: Final = frozenset({Group.DOWNLOAD_FAILED, Group.INSTALL_FAILED, Group.REFUSED, Group.CRASH})
"""The groups that somebody has to look at."""

_NORMAL: Final = {
    "ping": "The device said that it is there.",
    "get": "It asked for an update, and was told which bundle to get.",
    "set": "It switched to this bundle.",
    "set_next": "It will switch to this bundle when the app starts next, or goes to the background.",
    "delete": "It deleted this bundle from its storage.",
    "reset": "It went back to the bundle built into the app, or to the last good one.",
    "noNew": "It asked for an update, and there was nothing newer.",
    "uninstall": "The app was removed.",
    "app_moved_to_foreground": "The app was opened.",
    "app_moved_to_background": "The app was left.",
    "app_launch_start": "The app began to start.",
    "app_launch_ready": "The app started, and said that all is well.",
    "os_version_changed": "The operating system was updated.",
    "native_app_version_changed": "The app was updated through its store.",
    "webview_dom_content_loaded": "The web page of the app was read.",
    "webview_page_loaded": "The web page of the app was loaded whole.",
    "setChannel": "The app chose a channel by itself.",
    "getChannel": "The app asked which channel it is on.",
}
_DOWNLOAD: Final = {
    **{f"download_{share}": f"{share} % of the bundle were downloaded." for share in range(0, 100, 10)},
    "download_complete": "The bundle was downloaded whole.",
    "download_manifest_start": "It began to download the files that changed, one by one.",
    "download_manifest_complete": "All files that changed were downloaded.",
    "download_zip_start": "It began to download the bundle as one file.",
    "download_zip_complete": "The bundle was downloaded as one file.",
}
_DOWNLOAD_FAILED: Final = {
    "download_fail": "The download broke off: the network, or the file is not there.",
    "finish_download_fail": "The download ended, and could not be put in its place.",
    "download_manifest_file_fail": "One of the changed files could not be downloaded.",
    "download_manifest_checksum_fail": "One of the changed files is not what it should be.",
    "download_manifest_brotli_fail": "One of the changed files could not be unpacked.",
    "manifest_path_fail": "The list of changed files names a path that is not allowed.",
    "checksum_fail": "The bundle is not what it should be: its checksum is another.",
    "checksum_required": "The app wants a checksum, and the bundle has none.",
    "decrypt_fail": "The bundle could not be decrypted: the app holds another key.",
    "unzip_fail": "The bundle could not be unpacked: the file is damaged.",
    "low_mem_fail": "The device has too little memory for the download.",
    "insufficient_disk_space": "The device has too little storage for the bundle.",
    "windows_path_fail": "The bundle holds paths in the manner of Windows, which is not allowed.",
    "canonical_path_fail": "The bundle holds a path that leads out of it.",
    "directory_path_fail": "The bundle holds a folder where a file belongs.",
}
_INSTALL_FAILED: Final = {
    "set_fail": "The bundle could not be switched to: its files are not there or not whole.",
    "update_fail": "The bundle started, but the app did not say in time that all is well: "
    "the device went back to the bundle before. Is notifyAppReady() called?",
    "app_launch_timeout": "The app did not say in time that it is ready.",
}
_REFUSED: Final = {
    "needPlanUpgrade": "The plan of the organization does not cover more updates.",
    "missingBundle": "The channel points at a bundle that has no file.",
    "cannotGetBundle": "The server found no address of the bundle's file.",
    "NoChannelOrOverride": "No channel is found for the device: none is public for its platform, or forced.",
    "channelMisconfigured": "The channel compares versions by number, and its bundle has no minimum.",
    "cannotUpdateViaPrivateChannel": "Its channel is neither public nor free to choose.",
    "disableAutoUpdate": "The channel gives no updates.",
    "disableAutoUpdateToMajor": "The bundle is a new major version, which the channel holds back.",
    "disableAutoUpdateToMinor": "The bundle is a new minor version, which the channel holds back.",
    "disableAutoUpdateToPatch": "The bundle is more than a new patch, which the channel holds back.",
    "disableAutoUpdateMetadata": "The bundle needs a newer native build than the device has.",
    "disableAutoUpdateUnderNative": "The bundle is older than the native build of the device.",
    "disablePlatformIos": "The channel does not serve iOS.",
    "disablePlatformAndroid": "The channel does not serve Android.",
    "disablePlatformElectron": "The channel does not serve Electron.",
    "disableProdBuild": "The channel serves no production builds.",
    "disableDevBuild": "The channel serves no development builds.",
    "disableDevice": "The channel serves no real devices.",
    "disableEmulator": "The channel serves no emulators.",
    "keyMismatch": "The bundle is encrypted for another key than the app holds.",
    "customIdBlocked": "The app does not let devices choose their custom id.",
    "InvalidIp": "The request came from a data centre, which the app does not serve.",
    "rateLimited": "The device asked too often.",
    "rate_limit_reached": "The device asked too often, and waits.",
    "blocked_by_server_url": "The app loads its page from a server, so no bundle is used.",
    "backend_refusal": "The server refused, for a reason of its own.",
}
_CRASH: Final = {
    "app_crash": "The app crashed.",
    "app_crash_native": "The app crashed in its native part: not the bundle's doing alone.",
    "app_anr": "The app did not answer for so long that the system asked whether to end it.",
    "app_killed_low_memory": "The system ended the app because memory was low.",
    "app_killed_excessive_resource_usage": "The system ended the app because it used too much.",
    "app_initialization_failure": "The app could not start.",
    "app_memory_warning": "The system warned the app that memory is low.",
    "webview_javascript_error": "An error in the code of the bundle that nothing caught.",
    "webview_unhandled_rejection": "A promise in the code of the bundle failed, and nothing caught it.",
    "webview_resource_error": "A file of the page could not be loaded.",
    "webview_security_policy_violation": "The page wanted something that its security policy forbids.",
    "webview_unclean_restart": "The web view was started again without having ended.",
    "webview_render_process_gone": "The process that draws the page died.",
    "webview_content_process_terminated": "The system ended the process that holds the page.",
}
_TABLES: Final[Mapping[Group, Mapping[str, str]]] = {
    Group.NORMAL: _NORMAL,
    Group.DOWNLOAD: _DOWNLOAD,
    Group.DOWNLOAD_FAILED: _DOWNLOAD_FAILED,
    Group.INSTALL_FAILED: _INSTALL_FAILED,
    Group.REFUSED: _REFUSED,
    Group.CRASH: _CRASH,
}
MEANINGS: Final[Mapping[str, str]] = {
    action: text for table in _TABLES.values() for action, text in table.items()
}
"""What each action means, as a sentence."""
_GROUPS: Final = {action: group for group, table in _TABLES.items() for action in table}


def group_of(action: str | None) -> Group:
    """The group of an action; one that is new to this program is of none."""
    return _GROUPS.get(action or "", Group.OTHER)


def meaning_of(action: str | None) -> str:
    """What an action means, as a sentence; empty for one that is new to this program."""
    return MEANINGS.get(action or "", "")
