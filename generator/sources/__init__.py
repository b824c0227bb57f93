"""How authors write files down: YAML, front matter, dates, the log, and what git knows of them.

Knows text; does not know what an entry or a skill is.
"""
