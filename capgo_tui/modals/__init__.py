"""Dialogs: typed input in, a typed result out, None for a cancel."""
