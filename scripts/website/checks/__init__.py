"""Checks: what must hold before anything is published, a family a module; tests/checks/ has what fails each."""
