"""Any table as one we know: which column says what, and what is done to its cells on the way."""
