"""Markdown: GitHub's dialect with our boxes, as an extension of Python-Markdown, and what a paste leaves in a text."""
