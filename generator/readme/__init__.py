"""The region of a README that is the journal's: what stands in it, whether it is current, and boxes ticked by hand.

Knows one file of Markdown beside the assembled journal; does not know how the site is rendered.
"""
