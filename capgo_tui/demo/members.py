"""What happens to the rows when a person leaves an organization."""

from __future__ import annotations

from capgo_tui.demo import journal
from capgo_tui.demo.calls import Call
from capgo_tui.demo.rows import Member


def leave(call: Call, member: Member) -> None:
    """Remove a membership, and the bindings that the person's keys have there."""
    journal.deleted(call, member)
    del call.world.members[member.id]
    for key in call.world.api_keys.values():
        if key.user_id == member.user_id:
            key.bindings = [binding for binding in key.bindings if binding.org_id != member.org_id]
