"""The generations of servers, as data: what each is asked with, lacks, and is recognised by.

`generations` is the table, `clues` says what an answer gives away, `speech` decides with both which
generation a connection speaks, and lets no change out whose meaning is not certain (contract/api.md 7.1).
"""
