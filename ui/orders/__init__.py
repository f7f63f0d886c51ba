"""The orders part of the window."""
