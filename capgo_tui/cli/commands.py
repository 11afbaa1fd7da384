"""The commands in words: what `--help` says of each, and the examples that it gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One command as the manual describes it."""

    name: str
    takes: str
    """Its arguments as usage shows them."""
    does: str
    """One line."""
    examples: tuple[tuple[str, str], ...] = ()
    """Command lines, and what each is for."""
    notes: str = ""
    """What must be known beyond the options, as a paragraph."""


READ = (
    Command(
        "orgs",
        "",
        "organizations that the key can see",
        (("capgo-tui orgs -o json | jq -r '.[].id'", "their ids"),),
    ),
    Command(
        "apps",
        "[ORG]",
        "apps of an organization, or all apps",
        (("capgo-tui apps", "every app"), ('capgo-tui apps "Acme Mobile"', "those of one organization")),
        "ORG is an organization's id, or its name where only one has it.",
    ),
    Command(
        "channels",
        "APP",
        "channels of an app",
        (
            ("capgo-tui channels com.acme.shop --wide", "with every column"),
            ("capgo-tui channels com.acme.shop -o csv > channels.csv", "for a spreadsheet"),
        ),
    ),
    Command(
        "devices",
        "APP",
        "devices of an app: the first page, or all",
        (
            ("capgo-tui devices com.acme.shop", "the first page"),
            ("capgo-tui devices com.acme.shop --all -o ndjson | jq -r .custom_id", "all, as they arrive"),
            ("capgo-tui devices com.acme.shop --device 00009fe1-…", "one device"),
        ),
        "An app can have hundreds of thousands of devices: without --all only one page is read.",
    ),
    Command("bundles", "APP", "bundles of an app, newest first", (("capgo-tui bundles com.acme.shop", ""),)),
    Command(
        "members", "ORG", "members of an organization", (("capgo-tui members 'Acme Mobile' -o csv", ""),)
    ),
    Command("keys", "", "API keys of the key's owner; secrets are masked", (("capgo-tui keys", ""),)),
    Command(
        "audit",
        "ORG",
        "who changed what, newest first",
        (
            ("capgo-tui audit Acme --limit 20", "the last twenty changes"),
            (
                "capgo-tui audit Acme --table channels --operation UPDATE --all -o ndjson",
                "every channel edit",
            ),
        ),
        "The server keeps 90 days. Without --limit or --all the last 50 entries are read.",
    ),
    Command(
        "stats",
        "KIND",
        "statistics per day: of an app, an organization, all apps; bundle usage",
        (
            ("capgo-tui stats app com.acme.shop", "the last 30 days"),
            ("capgo-tui stats org Acme --days 90 -o csv", "a quarter of an organization"),
            ("capgo-tui stats by-app Acme --from 2026-06-01 --to 2026-06-30", "June, app by app"),
            ("capgo-tui stats bundles com.acme.shop --days 7", "which bundles run, in percent"),
            ("capgo-tui stats app com.acme.shop --alert 'bandwidth > 2x 7d'", "ends with 3 if it is so"),
        ),
        "Days are days in UTC. Every number is the day's own, not a running total.",
    ),
    Command(
        "adoption",
        "APP",
        "how fast the devices of an app took up each bundle, and what is to be expected",
        (
            ("capgo-tui adoption com.acme.shop", "over the last 30 days"),
            ("capgo-tui adoption com.acme.shop --days 90 --native", "native builds, over a quarter"),
            ("capgo-tui adoption com.acme.shop -o json | jq '.[0].to_90'", "how the newest bundle fares"),
        ),
        "Days are days in UTC; today is not over and reaches nothing. An ETA goes on as the last 7 known\n"
        "days did; with fewer than 4 of them there is none.",
    ),
    Command(
        "report",
        "APP|ORG",
        "a month of an app or organization: totals, changes, spikes, apps or adoption",
        (
            ("capgo-tui report com.acme.shop", "the last full month, as Markdown"),
            ("capgo-tui report 'Acme Mobile' --month 2026-10 -f html --out october.html", "with charts"),
            ("capgo-tui report com.acme.shop -f csv > october.csv", "plain numbers for a spreadsheet"),
        ),
        "Compared with the month before and a year ago. The same data gives the same bytes: nothing in it\n"
        "says when it was made. The saved alerts are tried on every day of the month.",
    ),
    Command(
        "alerts",
        "",
        "check the saved alerts; ends with 3 if one fired",
        (
            ("capgo-tui alerts > /dev/null", "for cron, which mails what is said on stderr: what fired"),
            ("capgo-tui alerts -o json", "every check, with value, threshold and day"),
        ),
        "Alerts are made by `:alert` in the screens and kept in alerts.toml beside the settings:\n"
        "bandwidth > 50GiB, mau < 100, storage > 90% of limit, bandwidth > 2x 7d (twice the mean of the\n"
        "7 full days before), mau drop 50% 7d. The last full day is checked, as today is still growing;\n"
        "only a fixed amount or a limit that is crossed upwards today already fires today.",
    ),
    Command(
        "why",
        "APP DEVICE",
        "which bundle a device would get at its next check, or why not",
        (
            ("capgo-tui why com.acme.shop 00009fe1-…", "a device by its id"),
            ("capgo-tui why com.acme.shop user-2 -o json", "by its custom id, among the first devices"),
            ("capgo-tui why --offline cases.ndjson", "documents that were saved before, a case a line"),
        ),
        "Computed from what the public API shows: the update server itself is never asked, as that\n"
        "would count the device as an active user. What cannot be seen is said and not guessed.",
    ),
    Command(
        "log",
        "APP DEVICE",
        "what a device reported itself, newest first, and what that means",
        (
            ("capgo-tui log com.acme.shop 00009fe1-… --filter 'group:failed,refused,crash'", "problems"),
            ("capgo-tui log com.acme.shop user-2 --all -o ndjson", "every line, by its custom id"),
        ),
        "Told by an undocumented route: only with private_api = true in the profile. Without --all the\n"
        "newest 1,000 lines are read.",
    ),
    Command(
        "drift",
        "APP",
        "devices that are not as their channel wants them: behind, ahead, on a deleted bundle, …",
        (
            ("capgo-tui drift com.acme.shop", "among the first page of devices"),
            ("capgo-tui drift com.acme.shop --all -o csv > drift.csv", "of all devices, for a spreadsheet"),
        ),
        "What its channel delivers is computed as `why` does. A channel that was changed less than two\n"
        "minutes ago is on its way to the devices: that is counted as propagating, and not as drift.",
    ),
    Command(
        "get",
        "PATH",
        "any GET of the API, as JSON",
        (
            ("capgo-tui get '/app/com.acme.shop'", ""),
            ("capgo-tui get '/channel?app_id=com.acme.shop&channel=beta'", ""),
        ),
        "PATH is a path of the server, or a full address on the same server: the key never goes elsewhere.",
    ),
)

FILTERED = frozenset({"orgs", "apps", "channels", "bundles", "devices", "members", "keys", "audit", "log"})
"""The commands whose records can be filtered."""

OPEN = (
    Command(
        "open",
        "LINK",
        "open the screens at a place: an app, a tab, a record, or a console address",
        (
            ("capgo-tui open com.acme.shop", "an app"),
            ("capgo-tui open com.acme.shop/devices/00009fe1-…", "a device; also by its custom id"),
            ("capgo-tui open 'com.acme.shop/devices?filter=ios&sort=-changed'", "a filter and an order"),
            ("capgo-tui open https://console.capgo.app/app/com.acme.shop/channels", "as in the console"),
        ),
        "`y l` in the screens copies the command for what one looks at.",
    ),
)

DEMO = (
    Command(
        "demo-server",
        "",
        "serve the demo cloud on a port of this machine",
        (
            ("capgo-tui demo-server --port 8787", "then: capgo-tui --host http://127.0.0.1:8787"),
            ("capgo-tui demo-server --world rows.json --latency-ms 300", "your own rows, over a slow line"),
            ("capgo-tui demo-server --dialect 2025-01", "a server of January 2025, traps included"),
            ("capgo-tui demo-server --fault status=503@/channel:POSTx2", "two changes of a channel fail"),
        ),
        "Prints `listening on http://127.0.0.1:N` on stdout once it listens, and keys to use on stderr.\n\n"
        "Faults: status=CODE@/path, cut@/path (nothing was done), cut-after@/path (all was done),\n"
        "hang@/path, html@/path, empty@/path, text@/path, half@/path, slow=MS; behind a path :METHOD,\n"
        "then xN for the first N requests only. unlink-on-post: a POST /channel without version un-links\n"
        "the bundle, as servers before 6 July 2026 did; unlink-on-post,silent does not say how old it is,\n"
        "unlink-on-post,claims-new says that it is new. keys-by-number: DELETE /apikey of an old dialect\n"
        "knows a key by its number alone; keys-by-number,pretends says ok and deletes nothing.\n",
    ),
)

KEPT = (
    Command(
        "history",
        "KIND",
        "statistics kept on this machine: show, prune or clear",
        (
            ("capgo-tui history show", "whose days are kept, from when to when"),
            ("capgo-tui history prune --before 2024-01-01", ""),
        ),
        "Every day of statistics that was seen is kept, so that old days need no request. `history = false`\n"
        "in the settings keeps none. No server is asked, and no key is needed.",
    ),
)

SETUP = (
    Command(
        "config",
        "PART",
        "settings: path, show, check, or schema (every setting there is)",
        (
            ("capgo-tui config schema", "every setting, commented, to copy from"),
            ("capgo-tui config check", "names every line that is not understood"),
        ),
    ),
    Command(
        "doctor",
        "",
        "does the terminal, the key and the server work",
        (("capgo-tui doctor --profile prod", ""),),
    ),
    Command(
        "completion",
        "SHELL",
        "print the completion script of bash, zsh or fish",
        (
            ("source <(capgo-tui completion bash)", "in ~/.bashrc"),
            ("source <(capgo-tui completion zsh)", "in ~/.zshrc, after compinit"),
            ("capgo-tui completion fish | source", "in ~/.config/fish/config.fish"),
        ),
    ),
)

GROUPS = (
    ("Open the screens", OPEN),
    ("Read and print (-o table, json, ndjson or csv; JSON alone on stdout, messages on stderr)", READ),
    ("Try it without an account", DEMO),
    ("Kept on this machine", KEPT),
    ("Set up", SETUP),
)

_START = """\
capgo-tui opens the screens. With a command it reads, prints and leaves.

Open:
  capgo-tui                open with the key it finds; without one it asks for it
  capgo-tui --demo         open the built-in demo cloud: no key, no network
"""
_KEY = """\
The key is looked for in: --key-file, CAPGO_TOKEN, the profile's key_command, the system keyring, the
profile's key file, .capgo here, ~/.capgo. It is never an argument: others could read it there.
CAPGO_HOST names another server, CAPGO_TUI_PROFILE a profile, CAPGO_TUI_CONFIG another settings file.

Exit codes: 0 done, 1 error, 2 usage, 3 an alert fired, 4 not permitted (key, right, plan),
5 unreachable or rate limited.
"""


def overview() -> str:
    """The manual's first page."""
    lines = [_START]
    for title, commands in GROUPS:
        lines.append(f"{title}:")
        lines += [f"  {f'{each.name} {each.takes}'.strip():24} {each.does}" for each in commands]
        lines.append("")
    lines.append("`capgo-tui COMMAND --help` has the options and examples of each.")
    return "\n".join(lines)


def closing() -> str:
    """What stands below the options."""
    return _KEY


def examples(command: Command) -> str:
    """A command's notes and examples, as the end of its help."""
    parts = [command.notes] if command.notes else []
    if command.examples:
        parts.append("Examples:")
        parts += [
            f"  {line}" + (f"\n      {purpose}" if purpose else "") for line, purpose in command.examples
        ]
    return "\n".join(parts)
