"""What a record that was read again says about a change: an ok is no proof, and a lost answer is no no."""

from __future__ import annotations

from collections.abc import Collection

from capgo_tui.models.facts import Difference, Facts, differences


def was_made(before: Facts | None, after: Facts | None, present: Facts | None, *, named: bool) -> bool | None:
    """Whether a record says that a change was made; None if it cannot tell.

    Args:
        before: what it said before; None if there was none.
        after: what was wanted of it; None if it was to be gone.
        present: what it says now; None if there is none.
        named: whether the server knew it by a name, so that not finding it means that there is none.
    """
    if after is None:
        return present is None
    if present is None:
        return False if before is None and named else None
    if before is None:
        return True if all(present.get(name, value) == value for name, value in after.items()) else None
    telling = [name for name, value in after.items() if name in present and before.get(name) != value]
    made = {present[name] == after[name] for name in telling}
    if made == {True}:
        return True
    as_before = all(name in before and present[name] == before[name] for name in telling)
    return False if telling and as_before else None


def unexpected(
    before: Facts | None, after: Facts | None, present: Facts | None, but: Collection[str] = ()
) -> tuple[Difference, ...]:
    """What is not as it should be after a change: wanted and not there, or changed without being asked to.

    Args:
        before: what the record said before; None if there was none.
        after: what was wanted of it; None if it was to be gone.
        present: what it says now; None if there is none.
        but: fields that may have changed with it.
    """
    if after is None:
        return () if present is None else differences(None, present)
    if present is None:
        return tuple(Difference(name, value, None) for name, value in after.items())
    kept = {name: value for name, value in (before or {}).items() if name not in but}
    return differences({**kept, **after}, present)
