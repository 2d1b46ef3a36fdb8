"""What a map holds, as frozen values: facts, dates, money, words, batches of edits, and who may see what.

Standard library only, and nothing of sysmap but ``errors``; every other room may import it. Facts are named tuples of plain
text rather than dataclasses, because a store hands over 100,000 rows at a time: a row becomes a named tuple in 0.2
microseconds and a frozen dataclass in 2. Dates, money and lists therefore stay text in the fact and are parsed on use.
"""
