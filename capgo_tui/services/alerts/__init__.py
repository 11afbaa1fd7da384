"""Alerts: kept in a file of their own beside the settings, and checked whenever statistics are read."""
