"""How the teaching map is unfolded: compact tables (``tables/``) in, the rows of a bundle out. Standard library only, no random numbers.

It imports nothing of sysmap, so that a fault in the import cannot hide in the data it is tested on. The rejected choice was a bundle
kept by hand: nobody could check 900 answers against the page they come from.
"""
