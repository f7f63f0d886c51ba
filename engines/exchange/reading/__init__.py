"""How any table file is read: its encoding, its rows with their places, its cells."""
