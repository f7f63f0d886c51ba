"""What keeps the program running: context, settings, jobs, command line. No widgets."""
