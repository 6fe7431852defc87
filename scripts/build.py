"""Build the site: mkdocs build, what is wrong in words, and the swap. Only a sound site takes the place of site/.

python3 scripts/build.py [--strict]
"""

import bootstrap

if __name__ == "__main__":
    bootstrap.enter()
    from website.build import main

    bootstrap.run(main)
