"""Tests of what commands write for an author."""
