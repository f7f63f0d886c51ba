"""Every figure against its floor, measured in the same run."""
