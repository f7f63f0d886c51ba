"""What advertising cost and (later) what shoppers do in the shop."""
