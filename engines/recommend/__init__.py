"""What shoppers say of products, and (later) what to recommend to whom."""
