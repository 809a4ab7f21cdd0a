"""The pages and what makes them light, safe and there without a network.

Knows values, and gives Markdown, HTML and scripts. Must not know MkDocs (but for the template in ``theme/``) or the search's ranking.
"""
