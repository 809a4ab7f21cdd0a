"""Who serves where: the staffing problem, its best plan with the proof, and both in words.

Knows rosters and Saturdays. Must not know pages, calendars or guides; ``problem``, ``auditor``, ``greedy``, ``formulation``,
``optimum`` and ``planner`` know plain values alone, and the auditor nothing of the solver.
"""
