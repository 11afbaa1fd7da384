"""What a record says in the fields that can be changed: to compare, to keep in the journal, to take back.

Facts go by the names of an edit's fields, so what a record said before is the edit that takes a change back.
They are JSON values, and a field that the server did not send is not among them: nobody knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, TypeAlias

from capgo_tui.models.channel import BUILTIN_NAMES, BundleRef
from capgo_tui.models.device import Device
from capgo_tui.models.document import Document
from capgo_tui.models.edit import Edit, as_json
from capgo_tui.models.member import Member
from capgo_tui.models.values import STRATEGY_ON

Fact: TypeAlias = str | int | float | bool | None
"""One value; None where the record says that there is nothing."""

Facts: TypeAlias = Mapping[str, Fact]
"""Values by the names of an edit's fields."""

_SENT: Final = {"rollout_version": "rollout_version_info"}
"""Fields that an answer has under another name than both a request and this program."""

_PICTURES: Final = frozenset({"logo", "icon"})
"""Fields that a server answers with another signed address each time (contract/api.md 3.1)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not the same on both sides."""

    name: str
    """The name of the field."""
    was: Fact
    """What it said, or was to say; None also where it said nothing."""
    now: Fact
    """What it says; None also where it says nothing."""
    was_known: bool = True
    """Whether it is known what it said, which is not so for the platforms of a channel."""


def facts_of(record: Document, edit: type[Edit]) -> dict[str, Fact]:
    """What a record says in the fields of an edit of its kind.

    Args:
        record: the record, as a server sent it.
        edit: the edit, such as `ChannelEdit` for a `Channel`.
    """
    found: dict[str, Fact] = {}
    for field in fields(edit):
        sent = _SENT.get(field.name, edit.NAMES.get(field.name, field.name))
        if field.name in _PICTURES or not hasattr(record, field.name) or not record.has(sent):
            continue
        value = getattr(record, sent if field.name in _SENT else field.name)
        if field.name == "disable_auto_update" and value == STRATEGY_ON:
            continue  # there is one, and nobody knows which
        if not isinstance(value, BundleRef) or value.name is not None:  # a number alone cannot be sent back
            found[field.name] = as_fact(value)
    return found


def device_facts(device: Device) -> dict[str, Fact]:
    """What can be changed about a device: the channel that it is forced to (contract/api.md 3.9)."""
    return {"channel": device.channel}


def member_facts(member: Member) -> dict[str, Fact]:
    """What is known of a member: the role, and whether it is an open invitation."""
    return {"role": member.granted_role, "invited": bool(member.is_tmp)}


def as_fact(value: Any) -> Fact:
    """A value of a record or an edit as a fact."""
    if isinstance(value, BundleRef):
        return None if value.name in BUILTIN_NAMES else value.name
    plain = as_json(value)
    return plain if plain is None or isinstance(plain, str | int | float | bool) else str(plain)


def differences(shown: Facts | None, present: Facts | None) -> tuple[Difference, ...]:
    """The fields that two readings both have and do not agree on; all of them if one is no record at all."""
    if shown is None or present is None:
        there = shown or present or {}
        return tuple(Difference(name, (shown or {}).get(name), (present or {}).get(name)) for name in there)
    return tuple(
        Difference(name, value, present[name])
        for name, value in shown.items()
        if name in present and present[name] != value
    )
