"""A terminal explorer for Capgo Cloud. Importing the package is free: it loads nothing."""

__version__ = "0.1.0"
