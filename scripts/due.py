"""Say what needs a person soon: reviews, sources, dates, open points, the lock, and with --online dead links.

python3 scripts/due.py [--online] [--strict]
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.due import main

    bootstrap.run(main)
