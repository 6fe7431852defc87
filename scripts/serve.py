"""Preview the site: the finished pages on this computer, anew whenever a file is saved, with what is wrong in them.

python3 scripts/serve.py [--port NUMBER] [--open]
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.preview import main

    bootstrap.run(main)
