"""The ledger part of the window."""
