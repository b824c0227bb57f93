"""The script's element: what it says, and where in a page it stands."""

import html
import json
import re

import pytest

from generator.serve.injection import inject, make_note, make_tag

POLICY = b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<html><head><title>A</title>", b"</head><body></body></html>"),
        (b"<HTML><HEAD>", b"</HEAD ><BODY></head></BODY></HTML>"),
        (b"<!doctype html><head>" + POLICY, b"</head><body>"),
        (b"<!doctype html>" + POLICY, b"<title>A</title><p>A"),
        (b"<meta charset=utf-8><META content='x' HTTP-EQUIV=content-security-policy>", b"<p>A"),
        (b"\n<!DOCTYPE html>", b"<title>A</title><p>A"),
        (b"", b"<title>A</title><!doctype html>"),
        (b"", b""),
    ],
)
def test_stands_where_it_runs_and_changes_nothing(before: bytes, after: bytes) -> None:
    """In the head, after the policy, and never before the document type, which would change how all is laid out."""
    assert inject(before + after, b"<script>") == before + b"<script>" + after


def test_says_all_that_the_script_needs() -> None:
    """Whatever is in a version or a name cannot end the attribute."""
    styles = {'a"b.css': "/repo/assets/<a>&'b'.css"}
    tag = make_tag("0f", 7, 'v"><script>', styles).decode()
    attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
    assert tag.startswith("<script ")
    assert tag.endswith(" defer></script>")
    assert tag.count("<") == 2
    assert {name: html.unescape(value) for name, value in attributes.items()} == {
        "src": "/_reload/0f/live.js",
        "data-stream": "/_reload/0f/events",
        "data-generation": "7",
        "data-version": 'v"><script>',
        "data-styles": json.dumps(styles),
    }


def test_a_note_is_a_page_that_the_script_fits_into() -> None:
    """It can follow the files as any other page."""
    page = make_note("A & B", "<c>")
    assert b"<title>A &amp; B</title>" in page
    assert b"<p>&lt;c&gt;</p>" in page
    assert inject(page, b"<script>").count(b"<script></head>") == 1
