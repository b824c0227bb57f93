"""Bytes to disk: the store, the lock, and the swap of the output folder.

Knows files; knows nothing of pages.
"""
