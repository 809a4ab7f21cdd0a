"""What the machine offers: the disk, git, more than one core.

Knows nothing of what is written, asked or computed. Only here and in the doors is the machine touched.
"""
