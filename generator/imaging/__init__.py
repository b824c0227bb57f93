"""Pictures: what is in a file, and what is made of it to be published.

The home of Pillow; bytes go in and bytes come out, and where they lie is nobody's business here.
"""
