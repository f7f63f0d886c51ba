"""Products and their variants: SKU, options, barcodes, prices, costs."""
