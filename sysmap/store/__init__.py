"""Where maps are kept: the port, the adapters behind it, and how a URL finds its adapter. Only service and app may import it.

One port in domain words with frozen values out, and two adapters. The rejected choice was an object mapper: every read here is
"the facts of a map at a revision", which is one statement per table, and a mapper would put its session between us and the lock.
"""
