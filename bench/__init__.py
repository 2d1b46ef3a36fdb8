"""How fast is sysmap, beside the bare library that it stands on? `make bench` measures and writes the table in README.

Two sides of a ratio are measured in turn in one run, so that a busy machine slows both. The bare side runs the very statements that
the store ran, recorded from it, so that it cannot fall behind the store's tables. Nothing imports this folder, and no test depends
on a time: figures are for people to read.
"""
