"""What came of Saturdays, summed by period and told in words, as tables, in days of people.

Knows rosters, Saturdays and their results. Must not know pages, plans, calendars or paper.
"""
