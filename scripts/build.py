"""Build the site: render, process, check, publish. Only a sound site takes the place of site/.

python3 scripts/build.py [--strict] [--engine zensical]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # PYTHONSAFEPATH leaves it out
import bootstrap

if __name__ == "__main__":
    bootstrap.start("website.pipeline")
