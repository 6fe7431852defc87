"""Pages: their sources, their addresses, and what checks and search read off them."""
