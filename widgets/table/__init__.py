"""Tables over pages of rows: source, model, view, header, delegates, export, state."""
