"""Tables that carry no shop: what science commands read and write."""
