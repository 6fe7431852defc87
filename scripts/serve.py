"""Preview the site: shows each page as it is written, and again whenever a file is saved.

python3 scripts/serve.py [options of mkdocs serve]
"""

import os
import subprocess
import sys

import environment


def main() -> int:
    """Run the engine's own preview until it is stopped; return its exit code."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--watch", "overrides"]
    command += sys.argv[1:]
    try:
        return subprocess.call(command, cwd=environment.ROOT, env=os.environ)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    environment.enter()
    sys.exit(main())
