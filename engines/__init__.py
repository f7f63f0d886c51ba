"""The trade itself: rules, numbers, proofs. No Qt, no threads of their own, no global state."""
