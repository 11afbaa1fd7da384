"""One pane per tab: its lists, its columns, its table, and the workers that fill it."""
