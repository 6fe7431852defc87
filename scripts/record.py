"""Write the addresses that were published into addresses.txt: python3 scripts/record.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.addresses.record")
