"""Show the site while you write, with what is wrong in its pages: python3 scripts/serve.py [--port NUMBER] [--open]."""

import bootstrap

bootstrap.start("website.preview")
