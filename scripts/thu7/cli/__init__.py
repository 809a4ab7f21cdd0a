"""The command ``thu7``: read options, call, print, exit.

Knows the flow at the package's root. Computes nothing, and knows no page and no rule.
"""
