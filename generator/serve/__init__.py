"""The preview: the site as it would be published, in a browser, following each save.

Waits for files, sockets and the clock; what a site is made of is known to the rooms below.
"""
