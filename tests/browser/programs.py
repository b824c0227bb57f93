"""The browser that tests and pictures use: Debian's Chromium, which is found and not brought along."""

import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

MISSING = f"there is no browser: install one of {', '.join(PROGRAMS)}"


def find_browser() -> str | None:
    """Find the browser's program; nothing where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)
