"""Find the Chromium that browser tests and measurements use, or let Playwright install one."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from ..engine import Failed

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What a browser in a container may not do and need not: no sandbox, no graphics card, no requests to anyone but this machine.
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    # Each window's address bar would start two processes. The others are what Playwright switches off by this flag, which is read once.
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,ThirdPartyStoragePartitioning,OptimizationHints,"
    "MediaRouter,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
)


def find_browser() -> str:
    """Return the path of a Chromium: the one in PORTAL_CHROMIUM, else the system's, else Playwright's. Raises Failed."""
    named = os.environ.get("PORTAL_CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise Failed(f"PORTAL_CHROMIUM names {named}, which cannot be run: correct it, then run this again.")
        return named
    return next(filter(None, map(shutil.which, NAMES)), None) or install_browser()


def install_browser() -> str:
    """Return the path of Playwright's own Chromium, which is downloaded when it is missing. Raises Failed."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        print("Downloading a Chromium for the browser tests, only this once.", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if not Path(path).exists():
        raise Failed(
            "The tests need Chromium, and it could not be downloaded: install it (on Debian: apt-get install chromium) or name one"
            " in PORTAL_CHROMIUM, then run this again."
        )
    return path


@contextlib.contextmanager
def open_browser(*more: str) -> Iterator[Browser]:
    """Start a Chromium, with `more` arguments. Raises Failed."""
    path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*BROWSER_ARGUMENTS, *more])
        yield browser
        browser.close()
