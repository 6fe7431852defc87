"""Measure the site beside stock Material and an empty page, and the build beside plain `mkdocs build`, in one run.

python3 scripts/bench.py [--runs NUMBER] [--pages NUMBER ...]
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.bench import main

    bootstrap.run(main)
