"""Marks: attributes for transforms and checks, which readers do not get. No page can type those of a run."""

import secrets

_RUN = secrets.token_hex(8)
LINE = f"data-line-{_RUN}"  # on every element: the line of the text in which it begins, counted from 0
GENERATED = f"data-generated-{_RUN}"  # made of what is checked and searched where it stands
DECLARED = f"data-declared-{_RUN}"  # a link that front matter or settings declare, and are checked for
