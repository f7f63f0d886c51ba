"""Stock: locations, moves (the only way stock changes), levels, reservations."""
