"""What can be counted, and what changed? Pure functions: a network in, a result value out. Imports model and errors only.

A way through: ``points.py`` (when), ``question.py`` (what), ``building*.py`` (a State becomes a ``Network``), ``observation.py``
(which pairs were answered about), ``catalogue.py`` (every measure; one file an idea, each ending in ``MEASURES``),
``measures.py``, and ``change.py`` with ``change_*.py`` (what became of ties between two networks). ``ranks.py`` and
``change_signflip.py`` say how sure that is, and with them ``change_tests.py``: ``jackknife``, ``bootstrap``, ``dyad_swap``, ``qap``, all on
``resampling.py``; ``explaining.py`` asks what goes with a tie (``mrqap``) and whether those named beforehand moved (``node_set``).

networkx graphs are the public face and small graphs are computed with networkx itself; one faster engine (rustworkx) sits behind
``engine.py`` and is proved equal to networkx by tests. The rejected choice was a port in front of networkx: a wrapper over our own
analytic object would hide the one thing that readers of these results know.
"""
