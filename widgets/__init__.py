"""A shelf of reusable Qt parts: theme, icons, tables, cards, panels; none knows of a shop."""
