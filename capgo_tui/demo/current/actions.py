"""The 91 things that a device can log (contract/api.md 4)."""

from __future__ import annotations

_NORMAL = """
ping get set set_next delete reset noNew uninstall app_moved_to_foreground app_moved_to_background
app_launch_start app_launch_ready os_version_changed native_app_version_changed webview_dom_content_loaded
webview_page_loaded setChannel getChannel
"""
_DOWNLOAD = """
download_0 download_10 download_20 download_30 download_40 download_50 download_60 download_70 download_80
download_90 download_complete download_manifest_start download_manifest_complete download_zip_start
download_zip_complete
"""
_FAILURES = """
download_fail finish_download_fail download_manifest_file_fail download_manifest_checksum_fail
download_manifest_brotli_fail manifest_path_fail checksum_fail checksum_required decrypt_fail unzip_fail
low_mem_fail insufficient_disk_space windows_path_fail canonical_path_fail directory_path_fail
set_fail update_fail app_launch_timeout
"""
_REFUSED = """
needPlanUpgrade missingBundle cannotGetBundle NoChannelOrOverride channelMisconfigured
cannotUpdateViaPrivateChannel disableAutoUpdate disableAutoUpdateToMajor disableAutoUpdateToMinor
disableAutoUpdateToPatch disableAutoUpdateMetadata disableAutoUpdateUnderNative disablePlatformIos
disablePlatformAndroid disablePlatformElectron disableProdBuild disableDevBuild disableDevice disableEmulator
keyMismatch customIdBlocked InvalidIp rateLimited rate_limit_reached blocked_by_server_url backend_refusal
"""
_CRASHES = """
app_crash app_crash_native app_anr app_killed_low_memory app_killed_excessive_resource_usage
app_initialization_failure app_memory_warning webview_javascript_error webview_unhandled_rejection
webview_resource_error webview_security_policy_violation webview_unclean_restart webview_render_process_gone
webview_content_process_terminated
"""

ACTIONS = tuple(
    name for group in (_NORMAL, _DOWNLOAD, _FAILURES, _REFUSED, _CRASHES) for name in group.split()
)
"""Every action, in the order of the contract."""
