"""What a seller wants of lists, over what the models say: rules, and what each of them did."""
