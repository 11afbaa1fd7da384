"""Alerts: conditions on a day's statistics, how they are written, and whether they are met. Pure."""
