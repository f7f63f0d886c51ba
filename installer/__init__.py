"""What turns the tree into something to double-click."""
