"""Search: the index of the pages for the browser and the list of all pages by letter."""
