"""Transforms: what the Markdown of a page lacks is added on the tree of its text, before a template draws the page.

Each module holds one matter, as a function from a tree to nothing: the tree is changed.
"""
