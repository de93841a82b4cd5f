"""Find the web servers that the tests try the site on, and install them where that is possible."""

import os
import shutil
import sys
from functools import cache

from scripts.browser import is_debian_root, run_quietly

PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
# Packages by the name of the server's program. nginx-light has all that the site needs.
PACKAGES = {"nginx": "nginx-light", "caddy": "caddy"}


@cache
def find_server(name: str) -> str | None:
    """Return the path of a server's program, installing it on Debian as root; None when there is none."""
    if not shutil.which(name, path=PLACES) and is_debian_root():
        print(f"Installing {name} for the tests of real servers, only this once.", file=sys.stderr)
        run_quietly("apt-get", "install", "-y", "-qq", "--no-install-recommends", PACKAGES[name])
    return shutil.which(name, path=PLACES)
