"""What files tell of orders, products, customers and stock, compared with the shop."""
