"""The schedule: desks, people, Saturdays, holidays; their files, their rules.

Knows what staff write below ``schedule/``. Must not know how a plan is made, what a calendar or a page looks like, or any guide.
"""
