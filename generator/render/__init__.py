"""Contexts to bytes: the home of Jinja.

Knows templates; knows nothing of files, addresses or what is stale.
"""
