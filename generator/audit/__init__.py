"""The look at a site after it was built, from outside, before it is published.

Believes nothing that the build says: what is in the folder is read as a host and a browser would.
"""
