"""What can be counted, and what changed? Pure functions: a network in, a result value out. Imports model and errors only.

networkx graphs are the public face and small graphs are computed with networkx itself; one faster engine (rustworkx) sits behind
``engine.py`` and is proved equal to networkx by tests. The rejected choice was a port in front of networkx: a wrapper over our own
analytic object would hide the one thing that readers of these results know.
"""
