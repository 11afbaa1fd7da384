"""The local history of statistics: each day that was ever seen, so that it need not be asked for again."""

from capgo_tui.services.history.history import History, Known, KnownUsage
from capgo_tui.services.history.keys import APPS, BUNDLES, DAYS, NATIVES, Covered, Key, Summary
from capgo_tui.services.history.store import HistoryProblem

__all__ = [
    "APPS",
    "BUNDLES",
    "DAYS",
    "NATIVES",
    "Covered",
    "History",
    "HistoryProblem",
    "Key",
    "Known",
    "KnownUsage",
    "Summary",
]
