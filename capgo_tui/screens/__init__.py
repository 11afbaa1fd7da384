"""Arrangement and routing: a screen starts no worker and reads nothing itself."""
