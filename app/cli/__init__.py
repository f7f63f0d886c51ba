"""The command line: the same work as the window, for scripts and people who like terminals."""
