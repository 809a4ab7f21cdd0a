"""The schedule: desks, people, Saturdays, holidays; their files, their rules, and what can be said of them on one day.

Knows what staff write below ``schedule/``. Must not know how a plan is found, what a calendar or a page is made of, or any guide.
"""
