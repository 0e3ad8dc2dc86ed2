"""The seal on finished files: PAdES by pyHanko, which nobody else knows.

pyHanko takes more than half a second to import, so only what needs it does.
"""
