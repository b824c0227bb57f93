"""Which outputs a site has, what each is rendered from, and which of them are stale.

Knows pages and their contexts; knows nothing of Jinja, files or processes.
"""
