"""The guides: procedures, life events, legal texts, words; their files, their rules.

Knows what staff write below ``guides/``. Must not know what a page looks like, how search ranks, or anybody in a roster.
"""
