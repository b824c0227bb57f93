"""A build: the stages in order, from files to a published site.

Decides nothing itself: what is published, planned, stale or rendered is decided in the rooms below.
"""
