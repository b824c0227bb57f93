"""The words of the interface: what pages say beside what their author wrote, in the language of the site.

Knows messages, plurals, dates and numbers of a language; does not know who says them, nor where files lie.
"""
