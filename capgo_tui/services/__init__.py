"""Use cases: what is read, kept and shared between the views. Nothing here draws, and nothing knows a URL."""
