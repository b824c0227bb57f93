"""The learning journal: a static site generator for people who learn in public."""

__version__ = "0.1.0"
