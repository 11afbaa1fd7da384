"""What shows given things and posts what was picked; knows no services."""
