"""Transforms: what the Markdown of a page lacks is added on the tree of its text. Each function changes the tree."""
