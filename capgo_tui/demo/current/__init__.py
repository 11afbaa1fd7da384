"""Today's API: server version 12.201.7 (contract/api.md)."""
