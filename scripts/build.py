"""Build the site: mkdocs build, what is wrong in words, and the swap. Only a sound site takes the place of site/.

python3 scripts/build.py [--strict]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

if __name__ == "__main__":
    bootstrap.start("website.build")
