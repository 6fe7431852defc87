"""Build the site: render, process, check, publish. Only a sound site takes the place of site/.

python3 scripts/build.py [--strict] [--engine zensical]
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.pipeline import main

    bootstrap.run(main)
