"""/organization and /organization/members of the German page (S2-03 to S2-26, S2-45 to S2-57)."""

from __future__ import annotations

from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025 import members, organizations
from capgo_tui.demo.errors import Denial


def update(call: Call) -> Answer:
    """Change an organization, and give it back as one object."""
    _, row = organizations.change(call)
    return Answer({"status": "Organization updated", "data": organizations.shown(row)})


def remove_member(call: Call) -> Answer:
    """Remove a member; every failure is a KO."""
    try:
        return members.remove(call)
    except Denial as denial:
        said = denial.body["status"] if isinstance(denial.body, dict) else denial.body
        raise Denial({"error": said, "status": "KO"}, denial.status) from denial
