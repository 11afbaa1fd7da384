"""Why a device gets a bundle or does not: the verdict above, the ladder to scroll through, the fix below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.widgets import Static

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.why import LadderRow
from capgo_tui.presenters.why_page import WhyPage
from capgo_tui.safe_text import clean
from capgo_tui.widgets.fields_view import TONES, ScrollPane
from capgo_tui.widgets.hanging import hanging

ROOMY = 72
"""From so many cells on, a check is told in a sentence; below, in a word."""
LOW = 14
"""Below so many lines the checks before the channel share one, if the device passes them."""
GRANTED = "~"
"""The mark of a check that is taken for granted, as nobody outside can see it."""
OPENED = frozenset({"channel", "device", "app"})
"""What is mended by a dialog (`Fix.opens`)."""
_WORD_CELLS = 14
_SENTENCE_CELLS = 38
_LONGEST = 500
_BOLD = {Tone.PLAIN: "bold"}


class Ladder(ScrollPane):
    """The rungs; the one that decides is in sight until one scrolls."""

    decides = 0
    """The last line of the rung that decides."""

    def on_resize(self) -> None:
        """Keep it in sight."""
        self.show_what_decides()

    def show_what_decides(self) -> None:
        """Scroll just so far that it is in sight, with a line behind it."""
        self.scroll_to(y=max(0, self.decides + 2 - self.size.height), animate=False)


class WhyView(Vertical):
    """Shows one page; the verdict and the fix are always in sight."""

    DEFAULT_CSS = """
    WhyView {
        & > .why-verdict { height: auto; max-height: 5; padding: 0 1; }
        & > Ladder { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & > .why-fix { height: auto; max-height: 5; padding: 0 1; display: none; }
        & > .why-fix.-shown { display: block; }
    }
    """

    page: reactive[WhyPage | None] = reactive(None, init=False)
    """What is shown; None where there is nothing to explain."""
    instead: reactive[str] = reactive("", init=False)
    """What is said where there is no page."""

    def __init__(self, *, fix_key: str = "", id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        """Make the view.

        Args:
            fix_key: the key that opens what mends it; empty if none does here.
            id: as of every widget.
            classes: as of every widget.
        """
        super().__init__(id=id, classes=classes)
        self._fix_key = fix_key

    def compose(self) -> ComposeResult:
        """Verdict, ladder, fix."""
        yield Static(classes="why-verdict")
        with Ladder():
            yield Static(classes="why-ladder")
        yield Static(classes="why-fix")

    def watch_page(self) -> None:
        """Draw anew, with what decides in sight."""
        self._draw()

    def watch_instead(self) -> None:
        """Draw anew."""
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Wrap anew."""
        self._draw()

    def focus(self, scroll_visible: bool = True) -> WhyView:
        """Give the focus to the ladder, which is what scrolls."""
        self.query_one(Ladder).focus(scroll_visible)
        return self

    def _draw(self) -> None:
        page = self.page
        fix = self.query_one(".why-fix", Static)
        width = max(20, self.size.width - 3)  # a blank on either side, and the scroll bar
        if page is None:
            self.query_one(".why-verdict", Static).update(Content.styled(self.instead, "$foreground-muted"))
            self.query_one(".why-ladder", Static).update("")
            fix.remove_class("-shown")
            return
        self.query_one(".why-verdict", Static).update(verdict_content(page, width))
        ladder = self.query_one(Ladder)
        text, ladder.decides = ladder_content(page, width, low=self.size.height < LOW)
        self.query_one(".why-ladder", Static).update(text)
        fix.set_class(page.fix is not None, "-shown")
        if page.fix is not None:
            fix.update(fix_content(page, self._fix_key, width))
        self.call_after_refresh(ladder.show_what_decides)


def verdict_content(page: WhyPage, width: int) -> Content:
    """The verdict, and each way it can end.

    Args:
        page: what to show.
        width: the cells of a line.
    """
    style = f"bold {TONES[page.tone]}"
    lines = [
        hanging(Content.styled(f"{page.mark} ", style), Content.styled(_text(page.verdict), style), width)
    ]
    return Content("\n").join(lines)


def fix_content(page: WhyPage, key: str, width: int) -> Content:
    """What mends it, with the key that opens that."""
    fix = page.fix
    if fix is None:
        return Content("")
    opens = key if fix.opens in OPENED else ""
    label = Content.assemble((f"{opens} " if opens else "", "bold $text-accent"), (f"{fix.label}  ", "bold"))
    return hanging(label, Content(_text(fix.sentence)), width)


def ladder_content(page: WhyPage, width: int, *, low: bool = False) -> tuple[Content, int]:
    """The ladder, then what is to be known beside it; and the line of the rung that decides, from 0.

    Args:
        page: what to show.
        width: the cells of a line.
        low: whether there are few lines.
    """
    lines: list[Content] = []
    decides = 0
    for way in page.ways:
        lines += hanging(Content.styled("• ", "$text-accent"), Content(_text(way)), width).split("\n")
    if page.ways:
        lines.append(Content(""))
    rows = [_plain(row) for row in (_together(page.ladder) if low else page.ladder)]
    shape = _shape(rows, width)
    for row in rows:
        lines += _rung(row, shape, width)
        if row.decides and (not decides or row.code):
            decides = len(lines) - 1
    if page.notes:
        lines.append(Content(""))
        cells = max(len(note.label) for note in page.notes)
        for note in page.notes:
            label = Content.styled(f"{note.label.ljust(cells)}  ", "$foreground-muted")
            lines += hanging(label, Content.styled(_text(note.text), TONES[note.tone]), width).split("\n")
    return Content("\n").join(lines), 0 if page.ways else decides


def _together(rows: Sequence[LadderRow]) -> list[LadderRow]:
    """Put the checks before the channel into one row, if they are passed."""
    at = next((place for place, row in enumerate(rows) if row.word == "channel"), 0)
    if at < 2 or any(row.decides for row in rows[:at]):
        return list(rows)
    text = f"{at} checks before the channel"
    return [LadderRow("✓", text, "", "", "", Tone.PLAIN, word=f"{at} before"), *rows[at:]]


def _plain(row: LadderRow) -> LadderRow:
    """Say a value once: of what is taken for granted, and of a channel that stands in how it was found."""
    if row.mark == "?" and row.tone is Tone.MUTED:
        return replace(row, mark=GRANTED, left="", right=row.right)
    if not row.decides and row.right.startswith(f"{row.left} ("):
        return replace(row, left="")
    return row


def _shape(rows: Sequence[LadderRow], width: int) -> tuple[bool, int, int, int]:
    """Whether checks are told in sentences, and the cells of a check and of the two values."""
    roomy = width >= ROOMY
    check = _SENTENCE_CELLS if roomy else _WORD_CELLS
    room = width - check - 4
    left = min(max((Content(_text(row.left)).cell_length for row in rows), default=0), room // 2)
    return roomy, check, max(left, 4), max(4, room - left)


def _rung(row: LadderRow, shape: tuple[bool, int, int, int], width: int) -> list[Content]:
    """One rung; the one that decides says in full what is compared, and the code."""
    roomy, check, left, right = shape
    style = TONES[row.tone]
    bold = f"bold {style}".strip() if row.decides else style
    name = row.check if roomy else row.word
    muted = "$foreground-muted"
    if not row.left and not row.right:
        line = Content.assemble((f"{row.mark} ", bold), (_text(name), bold if row.decides else muted))
    else:
        values = bold if row.decides else style or muted
        two = bool(row.left and row.right)
        both: list[Content | str] = [_cell(row.left, left, values), " "] if two else []
        last = _cell(row.right or row.left, right if two else left + 1 + right, values)
        line = Content.assemble(
            (f"{row.mark} ", bold), _cell(name, check, bold if row.decides else ""), " ", *both, last
        ).rstrip()
    lines = [line]
    if row.decides and row.mark != "=":
        cut = Content(_text(row.left)).cell_length > left or Content(_text(row.right)).cell_length > right
        more = [] if roomy else [row.check]
        more += [f"{row.left} against {row.right}"] if cut and row.mark == "✗" else []
        more += [row.code] if row.code and row.mark == "✗" else []
        if more:
            lines += hanging(Content("    "), Content.styled(_text(" · ".join(more)), muted), width).split(
                "\n"
            )
    return lines


def _cell(text: str, cells: int, style: str) -> Content:
    """A text in so many cells."""
    content = Content(_text(text)).truncate(cells, ellipsis=True)
    return content.pad_right(max(0, cells - content.cell_length)).stylize(style)


def _text(text: str) -> str:
    return clean(text, _LONGEST)
