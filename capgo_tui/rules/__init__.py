"""What follows from what the API shows: pure functions over models, with no I/O and no formatting.

Where an input is unknown the answer is unknown: a rule never guesses.
"""
