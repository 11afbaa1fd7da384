"""What all documents have in common."""

from __future__ import annotations

import copy
import dataclasses
import gc
import pickle
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from capgo_tui import models
from capgo_tui.models import (
    ApiKey,
    App,
    AuditEntry,
    AuditPage,
    Breakdown,
    Bundle,
    BundleRef,
    BundleUsage,
    Channel,
    Device,
    Document,
    Member,
    Organization,
    StatPoint,
    UsageSeries,
)
from capgo_tui.models.document import reader
from capgo_tui.secret import Secret

KINDS: tuple[type[Document], ...] = (
    ApiKey, App, AuditEntry, AuditPage, Breakdown, Bundle, BundleRef, BundleUsage, Channel, Device, Member,
    Organization, StatPoint, UsageSeries,
)  # fmt: skip

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def a_record(kind: type[Document]) -> st.SearchStrategy[dict[str, Any]]:
    """JSON with the names of this document's fields, and any values."""
    names = [field.name for field in dataclasses.fields(kind)]
    names += [
        "date",
        "data",
        "disableAutoUpdate",
        "minUpdateVersion",
        "global",
        "byApp",
        "labels",
        "datasets",
    ]
    return st.dictionaries(st.sampled_from(names), json_values)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_json_reads_or_is_a_validation_error(kind: type[Document], data: st.DataObject) -> None:
    value = data.draw(json_values | a_record(kind))
    try:
        document = reader(kind).validate_python(value)
    except ValidationError:
        return
    assert isinstance(document, kind)
    assert repr(document)
    document.raw()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_document_cannot_be_changed(kind: type[Document]) -> None:
    identity = {
        "id": 1,
        "app_id": "a",
        "name": "n",
        "uid": "u",
        "device_id": "d",
        "label": "l",
        "date": "2026-06-01",
    }
    document = kind.read(identity)
    name = dataclasses.fields(kind)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(document, name, "x")
    assert not hasattr(document, "__dict__")


@pytest.mark.parametrize(
    ("kind", "fewest"),
    [
        (Organization, {"id": "o"}),
        (Member, {"uid": "u"}),
        (ApiKey, {"id": 1}),
        (App, {"app_id": "a"}),
        (Channel, {"id": 1, "name": "c"}),
        (Bundle, {"id": 1, "name": "b"}),
        (Device, {"device_id": "d"}),
        (AuditEntry, {"id": 1}),
        (StatPoint, {"date": "2026-06-01"}),
    ],
)
def test_only_what_identifies_a_record_is_needed(kind: type[Document], fewest: dict[str, Any]) -> None:
    kind.read(fewest)
    for name in fewest:
        for broken in ({**fewest, name: None}, {key: value for key, value in fewest.items() if key != name}):
            with pytest.raises(ValidationError):
                kind.read(broken)


def test_the_json_comes_back_as_it_was_with_unknown_fields_and_order() -> None:
    row = {
        "surprise": [1, {"a": None}],
        "name": "n",
        "id": 3,
        "version": {"id": 1, "name": "1.0.0", "more": 2},
    }
    channel = Channel.read(row)
    assert channel.raw() == row
    assert list(channel.raw()) == list(row)
    assert channel.has("surprise")
    assert not channel.has("public")


def test_a_document_that_was_made_here_shows_its_fields_as_json() -> None:
    made = BundleRef(id=1, name="1.0.0")
    assert made.raw() == {"id": 1, "name": "1.0.0"}


def test_records_inside_a_record_keep_their_json_too() -> None:
    page = AuditPage.read({"data": [{"id": 1, "extra": True}], "total": 1})
    assert page.data[0].raw() == {"id": 1, "extra": True}


def test_equal_records_are_equal_whatever_else_came_with_them() -> None:
    assert BundleRef.read({"id": 1, "extra": 1}) == BundleRef(id=1)
    assert hash(BundleRef(id=1)) == hash(BundleRef(id=1))


def test_a_changed_copy_has_no_json_of_another_record() -> None:
    original = BundleRef.read({"id": 1, "name": "1.0.0"})
    assert dataclasses.replace(original, name="1.1.0").raw() == {"id": 1, "name": "1.1.0"}


def test_a_copy_and_a_pickle_hold_the_same_fields() -> None:
    original = Device.read({"device_id": "d", "version": 3})
    assert copy.deepcopy(original) == original
    assert pickle.loads(pickle.dumps(original)) == original


def test_a_key_that_an_old_server_gives_away_is_shown_nowhere() -> None:
    secret = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a90"
    row = {"id": 7001, "key": secret, "key_hash": "a" * 64, "mode": "all", "limited_to_orgs": []}
    key = ApiKey.read(row)
    assert key.key == Secret(secret)
    assert secret not in repr(key)
    assert secret not in str(key.raw())
    assert key.raw() == {**row, "key": "…8a90", "key_hash": "…aaaa"}
    assert ApiKey(id=1, key=Secret(secret)).key == Secret(secret)
    assert ApiKey.read({"id": 1, "key": None}).key is None


def test_a_key_that_is_no_text_cannot_be_read() -> None:
    with pytest.raises(ValidationError):
        ApiKey.read({"id": 1, "key": 5})


def test_records_of_a_list_share_the_names_of_their_json() -> None:
    rows: list[dict[str, Any]] = [{"device_id": str(number), "is_prod": True} for number in range(3)]
    devices = reader(list[Device]).validate_python(rows)
    first, *others = ((device._kept or ((),))[0] for device in devices)
    assert all(names is first for names in others)


def test_a_server_that_invents_names_does_not_fill_the_memory() -> None:
    for number in range(2000):
        BundleRef.read({f"name {number}": 1})
    document_module = reader.__globals__
    assert len(document_module["_shapes"]) <= 512
    last = BundleRef.read({"one more": 1})
    assert last.raw() == {"one more": 1}


def test_a_device_with_its_json_is_small() -> None:
    """100 000 of them are kept at once: half a kilobyte each, of which a quarter is the text of the id."""

    def rows(start: int) -> list[dict[str, Any]]:
        return [
            {
                "updated_at": f"2026-11-21T22:32:51.{number % 1000:03}Z",
                "device_id": f"{number:08x}-0000-4000-8000-{number:012x}",
                "custom_id": "",
                "is_prod": True,
                "is_emulator": False,
                "install_source": None,
                "version_name": "1.0.0",
                "version": 3,
                "app_id": "com.demo.app",
                "platform": "android",
                "plugin_version": "7.0.0",
                "os_version": "15",
                "version_build": "1.0.0",
                "key_id": None,
                "country_code": None,
            }
            for number in range(start, start + 1000)
        ]

    read = reader(list[Device]).validate_python
    read(rows(0))
    gc.collect()
    tracemalloc.start()
    try:
        kept = read(rows(1000))
        gc.collect()
        each = tracemalloc.get_traced_memory()[0] / len(kept)
    finally:
        tracemalloc.stop()
    assert each < 800


@pytest.mark.parametrize("name", models.__all__)
def test_every_name_of_the_package_leads_somewhere(name: str) -> None:
    assert getattr(models, name) is not None


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError):
        models.__getattr__("Nothing")
