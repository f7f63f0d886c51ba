"""The inventory part of the window."""
