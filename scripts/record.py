"""Write the addresses that were published into addresses.txt: python3 scripts/record.py."""

import sys

sys.path.insert(0, __file__.rpartition("record.py")[0])  # PYTHONSAFEPATH leaves it out
import bootstrap

bootstrap.start("website.addresses.record")
