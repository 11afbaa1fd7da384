"""The public API of November 2025: its statistics, and what else is known of that time."""
