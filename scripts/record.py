"""Write the addresses that were published into addresses.txt: python3 scripts/record.py."""

import bootstrap

bootstrap.start("website.addresses.record")
