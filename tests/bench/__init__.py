"""The figures: `python -m tests.bench`. Ratios within one run; never a test."""
