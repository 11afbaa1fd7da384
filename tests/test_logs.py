"""The log: one line per record, private, rotated, and never a key in it."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from capgo_tui import logs
from capgo_tui.secret import Secret

KEY = "c1f0a7e2-55b1-4c0e-9d6a-0123456789ab"
LOG = logging.getLogger("capgo_tui.somewhere")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A log into memory that knows one key."""
    redaction = logs.Redaction()
    redaction.hide(Secret(KEY))
    stream = io.StringIO()
    logs.log_to(stream, redaction)
    yield stream
    logs.stop()


def test_a_record_is_one_line_whatever_is_in_it(stream: io.StringIO) -> None:
    LOG.info("one\ntwo\x1b[2J\u202e%s", "\x9b31m\rthree")
    LOG.warning("next")
    first, second, *rest = stream.getvalue().split("\n")
    assert rest == [""]
    assert "one ⏎ two␛[2J" in first
    assert not any(character in first for character in "\x1b\x9b\r\u202e")
    assert second.endswith("WARNING capgo_tui.somewhere: next")


def test_a_traceback_is_on_the_line_of_its_record_without_values_of_variables(stream: io.StringIO) -> None:
    hidden = "value-of-a-local"
    try:
        [][len(hidden)]
    except IndexError:
        LOG.exception("it broke")
    assert stream.getvalue().count("\n") == 1
    assert "IndexError: list index out of range" in stream.getvalue()
    assert hidden not in stream.getvalue()


def test_the_time_is_utc(stream: io.StringIO) -> None:
    LOG.info("x")
    assert stream.getvalue().partition(" ")[0].endswith("Z")


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        f"GET /x {KEY.upper()}!",
        f"'authorization': '{KEY}'",
        "authorization: some-other-key",
        "{'capgkey': 'some-other-key', 'x': 1}",
        "Authorization: Bearer some-other-key",
        "x-api-key=some-other-key",
        "CAPGO_TOKEN=some-other-key capgo-tui",
    ],
)
def test_no_key_is_ever_written(stream: io.StringIO, text: str) -> None:
    LOG.info("%s", text)
    assert KEY not in stream.getvalue().lower()
    assert "some-other-key" not in stream.getvalue()


def test_other_ids_stay_readable(stream: io.StringIO) -> None:
    device = "00009fe1-1111-4222-8333-444444444444"
    LOG.info("GET /device?device_id=%s", device)
    assert device in stream.getvalue()


def test_a_text_too_short_to_be_a_key_garbles_nothing() -> None:
    redaction = logs.Redaction()
    redaction.hide(Secret("prod"))
    assert redaction("production") == "production"


def test_nothing_is_written_unless_asked_not_even_a_warning() -> None:
    code = "import logging, capgo_tui.logs; logging.getLogger('capgo_tui.x').error('loud')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_file_is_private_rotated_and_keeps_three_old_ones(tmp_path: Path) -> None:
    file = tmp_path / "state" / "capgo-tui.log"
    logs.log_to_file(file, logs.Redaction())
    for _ in range(450):
        LOG.info("x" * 12_000)
    logs.stop()
    files = sorted(each.name for each in file.parent.iterdir())
    assert files == ["capgo-tui.log", "capgo-tui.log.1", "capgo-tui.log.2", "capgo-tui.log.3"]
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in file.parent.iterdir())
    assert all(each.stat().st_size <= 1_000_000 for each in file.parent.iterdir())


def test_what_cannot_be_encoded_is_escaped_and_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "capgo-tui.log"
    logs.log_to_file(file, logs.Redaction())
    LOG.info("a\ud800b")
    logs.stop()
    assert "a\ufffdb" in file.read_text(encoding="utf-8")


def test_a_crash_is_reported_without_keys_controls_or_values_of_variables() -> None:
    redaction = logs.Redaction()
    redaction.hide(Secret(KEY))
    empty: dict[str, str] = {}
    headers = {"authorization": KEY, "more": "value-of-a-local"}
    with pytest.raises(KeyError) as caught:
        empty[f"sent {headers['authorization']}\x1b[2J"]
    text = logs.crash_text(caught.type, caught.value, caught.tb, redaction)
    assert "KeyError: 'sent …89ab" in text
    assert "test_logs.py" in text
    assert "\x1b" not in text
    assert KEY not in text
    assert "value-of-a-local" not in text
