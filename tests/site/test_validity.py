"""Every page of two whole sites passes the Nu validator, which is what the HTML standard's own editors use."""

import json
import os
import re
import shutil
import subprocess

import pytest

from tests.screens.sites import Sites
from tests.site.space import CHECKOUT

VALIDATOR = CHECKOUT / "tests/browser/node_modules/vnu-jar/build/dist/vnu.jar"

ALLOWED = re.compile(
    # It reads files, which have no origin that the policy's 'self' could mean; a browser is asked elsewhere.
    r"Resource violates Content Security Policy \(meta tag\): .* “/journal/"
    # Tables of Markdown are aligned as GitHub does it; a style would be forbidden by the page's policy.
    r"|The “align” attribute on the “(?:td|th|p|div|img|h[1-6])” element is obsolete"
    # Data is no script, and no policy concerns it.
    r"|Inline script violates Content Security Policy .*<script type=\"application/ld\+json\">",
    re.DOTALL,
)
"""What is said of a piece of a page and meant to be so; everything else fails."""


def test_pages_pass_the_validator(sites: Sites) -> None:
    """Neither an error nor a warning but those that are meant; all pages at once, since Java takes long to start."""
    if not (VALIDATOR.is_file() and shutil.which("java")):
        missing = "the Nu validator needs Java, and npm for `make test` to install it"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    command = ("java", "-Xss8m", "-jar", str(VALIDATOR), "--skip-non-html", "--also-check-svg", "--format", "json", "--exit-zero-always", "--stdout", str(sites.own), str(sites.made))  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(done.stdout)["messages"]
    said = {
        f"{message['message']} in {message.get('extract', '')} of {message.get('url', '').partition('/sites/')[2]}"
        for message in messages
        if message["type"] != "info" or message.get("subType") == "warning"
    }
    assert sorted(text for text in said if not ALLOWED.search(text)) == []
    # Nothing would be wrong, too, if it had read nothing.
    assert said
