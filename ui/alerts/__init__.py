"""The alerts bell: what it lists, in words, and where each line leads."""
