"""Changing things: what is to be changed, what it would do, and how it is made safely."""
