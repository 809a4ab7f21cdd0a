"""The pages and what makes them light, safe and there without a network; the menu; addresses that have moved.

Knows values, and gives Markdown, HTML, scripts and settings of hosts. Must not import MkDocs: its forms stand in ``navigation`` and
``theme/``. Must not know how search ranks.
"""
