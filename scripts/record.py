"""Note every address that is published in addresses.txt, so that the build keeps it answering for ever.

python3 scripts/record.py
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.addresses.record import main

    bootstrap.run(main)
