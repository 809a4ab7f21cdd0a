"""What the machine offers: files written whole or not at all, a cache, git, more than one core.

Must not know what is written, asked or computed. No other room writes, starts a process or asks git.
"""
