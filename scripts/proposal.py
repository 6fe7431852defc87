"""Show a proposal: each page that it changes as one file that opens by a click, with pictures on a phone and a desk.

python3 scripts/proposal.py [--base COMMIT]
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.proposal import main

    bootstrap.run(main)
