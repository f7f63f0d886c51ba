"""The recommendations part of the window."""
