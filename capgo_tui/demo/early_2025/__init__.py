"""The public API of January 2025, as its real handlers answered (contract/api-seed.md 1 to 3.7)."""
