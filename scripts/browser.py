"""Find the Chromium that the browser tests use, and install one where none is."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Switched off as the driver does it, whose list this one takes the place of, and the last three besides: each new window would
# start two more processes, for the pop-up of an address field that nobody sees.
FEATURES_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,"
    "MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
)
# What a browser in a container may not do, and what it need not: no sandbox, no graphics card, no calls home.
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={FEATURES_OFF}",
)


class NoBrowser(Exception):
    """There is no Chromium, and none can be installed; the message is one sentence that says what to do."""


def find_browser() -> str | None:
    """Return the path of an installed Chromium: the one named in PORTAL_CHROMIUM, on the path, or Playwright's own."""
    named = os.environ.get("PORTAL_CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise NoBrowser(f"PORTAL_CHROMIUM names {named}, which cannot be run: correct it, then run this again.")
        return named
    return next(filter(None, map(shutil.which, NAMES)), None) or find_playwright_browser()


def find_playwright_browser() -> str | None:
    """Return the path of the Chromium that Playwright has downloaded, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def is_debian_root() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_browser() -> None:
    """Install a Chromium: Debian's where that is possible, else Playwright's. Failure shows in find_browser."""
    print("Installing Chromium for the browser tests: this takes a minute or two, and only this once.", file=sys.stderr)
    if is_debian_root():
        run_quietly("apt-get", "update", "-qq")
        # Named besides the browser: without any font it draws no text.
        packages = ["chromium", "fonts-liberation"]
        run_quietly("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    if not find_browser():
        run_quietly(sys.executable, "-m", "playwright", "install", "chromium")


def run_quietly(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def provide_browser() -> str:
    """Return the path of a Chromium, installing it when there is none. Raises NoBrowser."""
    found = find_browser()
    if not found:
        install_browser()
        found = find_browser()
    if not found:
        raise NoBrowser(
            "The tests need Chromium, and none is here or could be installed: install it (on Debian, as root:"
            " apt-get install chromium) or name one in PORTAL_CHROMIUM, then run this again."
        )
    return found


@contextlib.contextmanager
def open_browser() -> Iterator[Any]:
    """Give a Chromium (`playwright.sync_api.Browser`), installed when there is none. Raises NoBrowser."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("PORTAL_CHROMIUM") or provide_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        yield browser
        browser.close()
