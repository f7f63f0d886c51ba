"""What is known of shoppers at this moment: a purchase or return changes the next list at once."""
