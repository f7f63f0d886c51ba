"""One store database: connections, the one way to change it, money, time, pages, backup."""
