"""Tests of the workflows on GitHub, run where GitHub is not."""
