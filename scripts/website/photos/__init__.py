"""Photos: what becomes of the originals in docs/photos/, and how a page shows them."""
