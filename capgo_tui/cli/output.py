"""Prints what was read, in the form that was asked for. Nothing else writes to stdout while reading."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO, cast

from capgo_tui.cli.listings import Listing
from capgo_tui.cli.messages import Progress
from capgo_tui.cli.tables import Canvas, choose_columns, draw_table
from capgo_tui.errors import CapgoError, Misused
from capgo_tui.presenters.columns import Column, RecordT
from capgo_tui.presenters.exports import csv_text
from capgo_tui.presenters.json_text import to_json
from capgo_tui.presenters.plain_values import formula_safe, plain_value

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


@dataclass(frozen=True)
class Output:
    """Where and how to print."""

    stream: TextIO
    form: str = "table"
    """`table`, `json`, `ndjson` or `csv`."""
    columns: Sequence[str] | None = None
    """The keys of `--columns`."""
    wide: bool = False
    terminal: int | None = None
    """The cells of a line; None where the stream is no terminal."""
    bold: bool = False
    """Whether headings are set apart."""
    ascii: bool = False
    """Whether what this program adds itself is ASCII."""
    redact: Callable[[str], str] = str
    """Takes the key out of what is printed, should a server ever send it."""

    def write(self, text: str) -> None:
        """Print text and see it on its way, so that a reader of a pipe never waits for a full buffer.

        Raises:
            BrokenPipeError: nobody reads any more.
            CapgoError: it cannot be written, as on a full disk.
        """
        try:
            self.stream.write(self.redact(text))
            self.stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CapgoError(f"The output cannot be written: {error.strerror}.") from error


def output_to(
    stream: TextIO,
    *,
    form: str,
    columns: Sequence[str] | None,
    wide: bool,
    ascii_only: bool,
    redact: Callable[[str], str],
) -> Output:
    """Find out what a stream can show: a terminal's width, and whether a heading may be bold."""
    terminal = shutil.get_terminal_size().columns if stream.isatty() else None
    plain = "NO_COLOR" in os.environ and os.environ["NO_COLOR"] != ""
    bold = terminal is not None and not plain and os.environ.get("TERM") != "dumb"
    return Output(stream, form, columns, wide, terminal, bold, ascii_only, redact)


async def print_listing(listing: Listing[RecordT], output: Output) -> int:
    """Read every page of a listing and print it; JSON and tables whole or not at all, the others as it comes.

    Returns:
        How many records were printed.
    """
    printers = {"json": _print_json, "ndjson": _print_lines, "csv": _print_csv, "table": _print_table}
    return await printers[output.form](listing, output)


async def _each_page(
    listing: Listing[RecordT], output: Output, use: Callable[[Sequence[RecordT]], None]
) -> int:
    """Use every page, and count for whoever watches."""
    streams_to_a_terminal = output.terminal is not None and output.form in ("ndjson", "csv")
    progress = Progress(listing.noun[1], shown=sys.stderr.isatty() and not streams_to_a_terminal)
    count = 0
    try:
        async with aclosing(cast("AsyncGenerator[Sequence[RecordT]]", listing.pages)) as pages:
            async for page in pages:
                use(page)
                count += len(page)
                progress.at(count)
    finally:
        progress.end()
    return count


async def _print_json(listing: Listing[RecordT], output: Output) -> int:
    records: list[object] = []
    count = await _each_page(listing, output, lambda page: records.extend(map(listing.raw, page)))
    document: object = records[0] if listing.one and records else records
    if listing.document is not None:
        document = listing.document()
    output.write(to_json(document, pretty=output.terminal is not None) + "\n")
    return count


async def _print_lines(listing: Listing[RecordT], output: Output) -> int:
    def use(page: Sequence[RecordT]) -> None:
        if page:
            output.write("".join(to_json(listing.raw(record), pretty=False) + "\n" for record in page))

    return await _each_page(listing, output, use)


async def _print_csv(listing: Listing[RecordT], output: Output) -> int:
    columns = _choose(await listing.columns(), output)
    heading = [[column.key for column in columns]]

    def use(page: Sequence[RecordT]) -> None:
        rows = [[formula_safe(plain_value(column, record)) for column in columns] for record in page]
        output.write(csv_text(heading + rows))
        heading.clear()  # it stands before the first page only

    count = await _each_page(listing, output, use)
    if heading:
        output.write(csv_text(heading))
    return count


async def _print_table(listing: Listing[RecordT], output: Output) -> int:
    columns = _choose(await listing.columns(), output)
    records: list[RecordT] = []
    count = await _each_page(listing, output, records.extend)
    width = None if output.wide else output.terminal
    canvas = Canvas(width, bold=output.bold, ascii=output.ascii)
    output.write("".join(f"{line}\n" for line in draw_table(columns, records, canvas)))
    return count


def _choose(columns: Sequence[Column[RecordT]], output: Output) -> list[Column[RecordT]]:
    """Pick the columns that were asked for, or that there is room for."""
    try:
        return choose_columns(columns, names=output.columns, wide=output.wide, width=output.terminal)
    except ValueError as error:
        raise Misused(f"--columns: {error}.") from None
