"""Which records of a table are marked: by their keys, and by a span of rows that is still being drawn."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable

KeysOf = Callable[[range], Iterable[Hashable]]
"""Gives the keys of the records in these rows."""

_NONE = range(0)


class RowMarks:
    """Marks stay on their records, wherever these move; a span is of rows, until it is kept.

    A mark whose record goes away waits for it: a list that is read again from its start brings the
    record back with a later page.

    Args:
        keys_of: looks rows up, in the order of now.
    """

    def __init__(self, keys_of: KeysOf) -> None:
        self.keys: set[Hashable] = set()
        """The records that are marked by key."""
        self.span = _NONE
        """Rows that count as marked until they are kept or dropped."""
        self._keys_of = keys_of
        self._absent: set[Hashable] = set()
        self._only_in_span = 0

    def __len__(self) -> int:
        """How many records are marked, those of the span among them; costs nothing."""
        return len(self.keys) + self._only_in_span

    def has(self, row: int, key: Hashable) -> bool:
        """Whether the record in a row, of this key, is marked."""
        return row in self.span or key in self.keys

    def all(self) -> set[Hashable]:
        """The keys of all marked records, those that are waited for among them."""
        return self.keys.union(self._absent, self._keys_of(self.span))

    # By key --------------------------------------------------------------------------------

    def put(self, keys: Iterable[Hashable], present: Container[Hashable]) -> None:
        """Have exactly these marked.

        Args:
            keys: of records, or of some that are not there yet.
            present: the keys of the records that there are.
        """
        self.drop_span()
        self.keys, self._absent = set(keys), set()
        self.look_again(present)

    def look_again(self, present: Container[Hashable]) -> None:
        """Other records are there: marks of those that are gone wait, those waited for may have come."""
        known = self.keys | self._absent
        self.keys = {key for key in known if key in present}
        self._absent = known - self.keys

    @property
    def waits(self) -> bool:
        """Whether a marked record is not there."""
        return bool(self._absent)

    def toggle(self, rows: range) -> None:
        """Mark all rows, or unmark them if all are marked already."""
        self.keep_span()
        keys = set(self._keys_of(rows))
        if keys <= self.keys:
            self.keys -= keys
        else:
            self.keys |= keys

    def add(self, rows: range) -> None:
        """Mark rows."""
        self.keep_span()
        self.keys.update(self._keys_of(rows))

    # By row --------------------------------------------------------------------------------

    def draw_span(self, span: range) -> None:
        """Draw the span anew; costs what it grows or shrinks by, if it is drawn from the same row."""
        old, shared = self.span, range(max(self.span.start, span.start), min(self.span.stop, span.stop))
        if not shared:
            self._only_in_span = self._unmarked(span)
        else:
            for grown, sign in ((span, 1), (old, -1)):
                before, after = range(grown.start, shared.start), range(shared.stop, grown.stop)
                self._only_in_span += sign * (self._unmarked(before) + self._unmarked(after))
        self.span = span

    def keep_span(self) -> None:
        """Mark what the span holds; to be done before rows move."""
        self.keys.update(self._keys_of(self.span))
        self.drop_span()

    def drop_span(self) -> None:
        """Forget the span; what was marked before stays."""
        self.span, self._only_in_span = _NONE, 0

    def _unmarked(self, rows: range) -> int:
        """How many of these rows are not marked by key."""
        return sum(key not in self.keys for key in self._keys_of(rows)) if rows else 0
