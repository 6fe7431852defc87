"""Search: the index of the pages for the browser, the list of all pages by letter, and what search engines may list."""
