"""How statistics look: what is chosen, and the chart, cards and rows that come of it."""
