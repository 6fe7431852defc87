"""Preview the site: `mkdocs serve`, with what is wrong in the pages, anew whenever a file is saved.

python3 scripts/serve.py [--port NUMBER] [--open]
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.serve import main

    bootstrap.run(main)
