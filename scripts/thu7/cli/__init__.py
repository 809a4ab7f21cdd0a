"""The command ``thu7``: reads options, calls the rooms, prints, exits.

Knows them all. Must not know anything that a room could: no rule, no page, no file's form.
"""
