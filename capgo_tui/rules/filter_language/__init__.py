"""The language of filters: `platform:ios build<2.1 !beta ~prd`. Pure text; knows no table.

A filter is terms with blanks between them, and a row must fit all of them:

| Term | Fits a row |
|---|---|
| `word`, `"two words"` | in which some column has these letters |
| `col:value`, `col:a,b` | whose column has these letters, or those |
| `col=value` `col!=value` | whose column is just that, or not |
| `col>v` `col<v` `col>=v` `col<=v` | whose column is more or less: versions, numbers, sizes, ages, days |
| `/regex/`, `col:/regex/` | where the regular expression is found |
| `~letters`, `col:~letters` | which has these letters in this order, others between them |
| `!term` | that the term does not fit |
"""

from capgo_tui.rules.filter_language.measures import Measures, read_age, read_measures
from capgo_tui.rules.filter_language.reading import read_filter
from capgo_tui.rules.filter_language.terms import Filter, FilterProblem, Match, Term, quoted

__all__ = [
    "Filter",
    "FilterProblem",
    "Match",
    "Measures",
    "Term",
    "quoted",
    "read_age",
    "read_filter",
    "read_measures",
]
