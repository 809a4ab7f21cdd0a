"""Workbooks: a ward's roster and Saturdays as a table to work in, and what such a table says changed.

Knows rosters and Saturdays as values. Must not know files on disk, nor how YAML is written: it gives changes, in order.
"""
