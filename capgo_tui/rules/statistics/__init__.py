"""What statistics say: pure sums over days, without asking anybody (contract/api.md 3.8)."""
