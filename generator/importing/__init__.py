"""Importing: what somebody has already, READMEs, logs and folders of notes, becomes a journal's files; nothing is lost.

Knows how others write things down; does not know how a site is built from what it gives.
"""
