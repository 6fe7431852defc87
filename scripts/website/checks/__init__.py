"""Checks: what must hold before anything is published.

Each module holds one family, as pure functions from what was read to diagnostics. Its RULES name each check by its id,
with the promise it keeps; `tests/checks/` holds pages that must fail it, and near misses that must not.
"""
