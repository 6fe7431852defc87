"""Photos: what becomes of the originals in docs/photos/, how a page shows them, and what they are held to."""
