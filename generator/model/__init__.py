"""Facts about the journal: entries, skills and terms, ordered, cross-linked and checked.

Knows nothing of pages, templates or files on disk.
"""
