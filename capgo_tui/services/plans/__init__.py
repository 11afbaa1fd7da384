"""Several changes at once: planned, looked at, then made one after the other by a job."""
