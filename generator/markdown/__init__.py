"""Markdown to HTML: the home of Python-Markdown and Pygments.

Knows nothing of sites, entries or addresses: links leave it as numbered markers, with a list of what they said.
"""
