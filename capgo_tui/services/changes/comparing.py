"""What a record that was read again says about a change: an ok is no proof, and a lost answer is no no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from capgo_tui.models.facts import Difference, Facts, differences
from capgo_tui.services.changes.target import Target

if TYPE_CHECKING:
    from capgo_tui.services.changes.change import Change


class Wanted(Protocol):
    """What a change, or its line in the journal, says about a record."""

    @property
    def target(self) -> Target:
        """What it is about."""
        ...

    @property
    def before(self) -> Facts | None:
        """What the record said before; None if there was none."""
        ...

    @property
    def after(self) -> Facts | None:
        """What is wanted of the fields that change; None if the record is to be gone."""
        ...


def was_made(wanted: Wanted, present: Facts | None) -> bool | None:
    """Whether a record says that a change was made; None if it cannot tell.

    Args:
        wanted: what was to be done.
        present: what the record says now; None if there is none.
    """
    before, after = wanted.before, wanted.after
    if after is None:
        return present is None
    if present is None:  # what has no name yet may be there and not be found
        return False if before is None and wanted.target.key else None
    if before is None:
        return True if all(present.get(name, value) == value for name, value in after.items()) else None
    telling = [name for name, value in after.items() if name in present and before.get(name) != value]
    if telling and all(present[name] == after[name] for name in telling):
        return True
    as_before = all(name in before and present[name] == before[name] for name in telling)
    return False if telling and as_before else None


def unexpected(change: Change[Any], present: Facts | None) -> tuple[Difference, ...]:
    """What is not as it should be after a change: wanted and not there, or changed without being asked to.

    Args:
        change: what was to be done.
        present: what the record says now; None if there is none.
    """
    if change.after is None:
        return () if present is None else differences(None, present)
    if present is None:
        return tuple(Difference(name, value, None) for name, value in change.after.items())
    kept = {name: value for name, value in (change.before or {}).items() if name not in change.side}
    return differences({**kept, **change.after}, present)
