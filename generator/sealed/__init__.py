"""The sealed statement: who its author is and whom they want to work for, for the eyes of whoever is given a link.

Knows keys and what they open; the build knows nothing of this room and only shows what `sources/sealedfile.py` reads.
"""
