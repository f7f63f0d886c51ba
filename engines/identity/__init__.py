"""The shop itself, its people and their rights, and the vault of personal data."""
