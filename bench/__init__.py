"""The service seen from outside: `python -m bench.demo` shows it, `python -m bench`
measures it. Both start the real thing and talk to it as a program would.
"""
