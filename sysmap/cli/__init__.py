"""The command line: parse, call service, print. Nothing is computed here.

Data goes to standard output and everything else to standard error; ``--json`` prints exactly one object. Imports app (to serve) and
service, and is imported by ``__main__`` only. One file a group of commands; the rejected choice was one ``cli.py``, which would have
passed 400 lines with the first ten commands.
"""
