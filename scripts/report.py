"""Report how well search answers readers: every query of tests/queries.toml on the built site, in a browser.

python3 scripts/report.py [--tasks]   (after python3 scripts/build.py; it stops no build)
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.search_report import main

    bootstrap.run(main)
