"""Sheets of paper and pictures: posters, handouts, what links show, QR codes.

Knows guides and wards, and the addresses that are printed. Must not know into which file a sheet goes, or who serves.
"""
