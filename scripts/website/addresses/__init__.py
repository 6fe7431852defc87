"""Addresses: what was published keeps answering, and says what it may load."""
