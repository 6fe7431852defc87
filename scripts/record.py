"""Note every address that is published in addresses.txt, so that the build keeps it answering for ever.

python3 scripts/record.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

if __name__ == "__main__":
    bootstrap.start("website.addresses.record")
