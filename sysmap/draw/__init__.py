"""How is it drawn? A result value becomes a ``Picture`` (plain data), and a picture becomes html, svg, png, pdf or json.

Three steps, one direction. ``network.py`` and ``change.py`` turn results into a Picture; ``sheet.py`` turns a Picture into
strokes and words on a page; ``svg.py`` and ``pdf.py`` write those down, ``png.py`` paints the SVG and ``html.py`` makes the
interactive page from the Picture itself. Analysis names no colour, and nothing here computes a score. Service and the rooms
above import this one; it imports analysis, model and errors.

The rejected choice was one plotting library for everything: none keeps the same bytes, real text, a legend and a table in
every format, and a picture that loses its legend on the way to a report is worse than none.
"""
