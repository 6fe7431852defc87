"""Test the code: its style, its types, and the promises in tests/, in a browser where they need one.

python3 scripts/test.py [arguments of pytest]
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.testing import main

    bootstrap.run(main)
