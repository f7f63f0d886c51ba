"""The importing part of the window."""
