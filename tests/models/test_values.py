"""Values that come in several styles."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from capgo_tui.models import (
    STRATEGIES,
    STRATEGY_ON,
    ApiKey,
    App,
    Bundle,
    BundleRef,
    Channel,
    Device,
    Member,
    Organization,
    StatPoint,
    UsageSeries,
)
from capgo_tui.models.values import read_day, read_time

MOMENT = datetime(2026, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-02T03:04:05.123456+00:00", MOMENT),
        ("2026-01-02T03:04:05.1+00:00", MOMENT.replace(microsecond=100000)),
        ("2026-01-02T03:04:05+00:00", MOMENT.replace(microsecond=0)),
        ("2026-01-02T03:04:05.123Z", MOMENT.replace(microsecond=123000)),
        ("2026-01-02 03:04:05.123456+00", MOMENT),
        ("2026-01-02 03:04:05", MOMENT.replace(microsecond=0)),
        ("2026-01-02T05:04:05.123456+02:00", MOMENT),
    ],
)
def test_a_time_of_any_style_is_read_as_utc(text: str, moment: datetime) -> None:
    read = read_time(text)
    assert read == moment
    assert read is not None
    assert read.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-45T00:00:00Z", "0001-01-01T00:00:00+14:00", "\ud800"]
)
def test_a_text_that_is_no_time_is_unknown_and_stays_in_the_json(text: str) -> None:
    organization = Organization.read({"id": "o", "created_at": text})
    assert organization.created_at is None
    assert organization.raw()["created_at"] == text


@pytest.mark.parametrize("value", [5, 1.5, True, [], {}])
def test_a_time_that_is_no_text_cannot_be_read(value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Organization.read({"id": "o", "created_at": value})
    assert caught.value.errors()[0]["loc"] == ("created_at",)


@given(st.datetimes(timezones=st.timezones()))
def test_a_time_that_was_read_can_be_read_again(moment: datetime) -> None:
    try:
        expected = moment.astimezone(UTC)
    except OverflowError:
        assert read_time(moment) is None
    else:
        assert read_time(moment) == expected


@pytest.mark.parametrize(
    "value",
    [
        "2026-06-01",
        "2026-06-01T00:00:00.000Z",
        "2026-06-01T12:00:00.000Z",
        date(2026, 6, 1),
        datetime(2026, 6, 1, 23, tzinfo=UTC),
    ],
)
def test_a_day_is_the_first_ten_characters(value: object) -> None:
    assert read_day(value) == date(2026, 6, 1)


@pytest.mark.parametrize("value", ["", "today", None, 20260601, "2026-6-1"])
def test_a_row_without_a_readable_day_cannot_be_read(value: object) -> None:
    with pytest.raises(ValidationError):
        StatPoint.read({"date": value, "mau": 1})


@pytest.mark.parametrize("word", STRATEGIES)
def test_a_strategy_is_kept_as_its_word(word: str) -> None:
    assert channel(disableAutoUpdate=word).disable_auto_update == word


@pytest.mark.parametrize(
    ("sent", "read"),
    [(True, STRATEGY_ON), (False, "none"), (None, None), ("metadata", "metadata"), (0, "0")],
)
def test_a_strategy_of_old_servers_and_one_that_is_new_to_us_read_too(sent: object, read: str | None) -> None:
    assert channel(disableAutoUpdate=sent).disable_auto_update == read


def test_a_strategy_that_is_not_sent_is_unknown() -> None:
    assert channel().disable_auto_update is None


@pytest.mark.parametrize(
    ("sent", "reference", "builtin"),
    [
        ({"id": 101, "name": "1.0.0"}, BundleRef(id=101, name="1.0.0"), False),
        (101, BundleRef(id=101), False),
        ("1.0.0", BundleRef(name="1.0.0"), False),
        ({"id": 11, "name": "builtin"}, BundleRef(id=11, name="builtin"), True),
        ({"id": 12, "name": "unknown"}, BundleRef(id=12, name="unknown"), True),
        (None, None, True),
    ],
)
def test_a_channel_points_at_an_object_a_number_or_nothing(
    sent: object, reference: BundleRef | None, builtin: bool
) -> None:
    read = channel(version=sent)
    assert read.version == reference
    assert read.is_builtin is builtin


def test_a_channel_that_does_not_say_its_bundle_may_have_one() -> None:
    assert channel().version is None
    assert channel().is_builtin is None


@pytest.mark.parametrize("sent", [True, [1], 1.5])
def test_a_bundle_that_is_neither_cannot_be_read(sent: object) -> None:
    with pytest.raises(ValidationError):
        channel(version=sent)


@pytest.mark.parametrize(
    ("sent", "id_", "name"),
    [
        ({"version": {"id": 101, "name": "1.0.0"}}, 101, "1.0.0"),
        ({"version": 101}, 101, None),
        ({"version": "101", "version_name": "1.0.0"}, 101, "1.0.0"),
        ({"version": None, "version_name": "builtin"}, None, "builtin"),
        ({}, None, None),
    ],
)
def test_a_device_names_its_bundle_in_three_ways(
    sent: dict[str, Any], id_: int | None, name: str | None
) -> None:
    device = Device.read({"device_id": "d", **sent})
    assert (device.version, device.version_name) == (id_, name)


@pytest.mark.parametrize(
    ("sent", "read"), [(True, True), (False, False), (1, True), (0, False), ("true", True), (None, None)]
)
def test_a_flag_may_be_a_number(sent: object, read: bool | None) -> None:
    assert Device.read({"device_id": "d", "is_prod": sent}).is_prod is read


def test_numbers_may_be_texts_and_texts_numbers() -> None:
    assert App.read({"app_id": "a", "retention": "2592000"}).retention == 2592000
    assert UsageSeries.read({"label": 101, "data": ["60.5"]}) == UsageSeries(label="101", percent=(60.5,))
    assert Device.read({"device_id": 7}).device_id == "7"


def test_a_huge_number_is_a_number() -> None:
    assert Bundle.read({"id": 10**30, "name": "b"}).id == 10**30


@pytest.mark.parametrize("name", ["min_update_version", "minUpdateVersion"])
def test_the_smallest_native_version_has_two_spellings(name: str) -> None:
    assert Bundle.read({"id": 1, "name": "b", name: "1.2.3"}).min_update_version == "1.2.3"


def test_a_channel_of_the_audit_log_reads_with_the_names_of_the_database() -> None:
    read = channel(disable_auto_update="minor", rollout_percentage_bps=500, version=101, ios=False)
    assert read.disable_auto_update == "minor"
    assert read.rollout_percentage_bps == 500
    assert read.ios is False


@pytest.mark.parametrize(
    ("role", "is_tmp", "invited", "granted"),
    [
        ("org_admin", False, False, "org_admin"),
        ("org_admin", True, True, "org_admin"),
        ("read", None, False, "read"),
        ("invite_read", None, True, "read"),
        ("invite_super_admin", False, True, "super_admin"),
        (None, None, None, None),
        (None, True, True, None),
    ],
)
def test_an_invitation_is_one_by_its_mark_or_by_its_role(
    role: str | None, is_tmp: bool | None, invited: bool | None, granted: str | None
) -> None:
    member = Member.read({"uid": "u", "role": role, "is_tmp": is_tmp})
    assert member.role == role
    assert member.is_tmp is invited
    assert member.granted_role == granted


@pytest.mark.parametrize(
    ("sent", "never"),
    [({}, None), ({"expires_at": None}, True), ({"expires_at": "2030-01-01T00:00:00+00:00"}, False)],
)
def test_a_key_without_an_end_is_told_from_one_that_does_not_say(
    sent: dict[str, Any], never: bool | None
) -> None:
    assert ApiKey.read({"id": 1, **sent}).never_expires is never


def test_a_time_keeps_its_moment_whatever_zone_it_is_made_in() -> None:
    zone = timezone(timedelta(hours=2))
    made = Organization(id="o", created_at=datetime(2026, 1, 2, 5, 4, 5, 123456, tzinfo=zone))
    assert made.created_at == MOMENT


def channel(**fields: object) -> Channel:
    return Channel.read({"id": 1, "name": "c", **fields})
