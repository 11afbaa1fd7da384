"""A report of a month as Markdown, HTML or CSV: the same bytes for the same data."""
