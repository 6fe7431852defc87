"""Preview the site: `mkdocs serve`, with what is wrong in the pages, anew whenever a file is saved.

python3 scripts/serve.py [--port NUMBER] [--open]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

if __name__ == "__main__":
    bootstrap.start("website.serve")
