"""Beginning a journal, and keeping it: what commands write for an author.

Knows how authors write files down, and writes only what it was asked for; does not know how a site is built.
"""
