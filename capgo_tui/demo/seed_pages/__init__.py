"""A server written from the two seed pages to the letter; contract/api-seed.md 5 numbers what they say."""
