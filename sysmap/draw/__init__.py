"""How is it drawn? A result value becomes a ``Picture`` (plain data), and a picture becomes html, svg, png, pdf or json.

Three steps, one direction. ``network.py`` and ``change.py`` turn results into a Picture; ``sheet.py`` turns a Picture into
strokes and words on a page; ``svg.py`` and ``pdf.py`` write those down, ``png.py`` paints the SVG and ``html.py`` makes the
interactive page from the Picture itself. Analysis names no colour, and nothing here computes a score. Service and the rooms
above import this one; it imports analysis, model and errors.

Charts (``charting.py`` and the files that use it: matrix, rank_slope, mean_change, transitions, composition, provision) are Pictures
too. The rejected choice was a plotting library. Tried on a heat map of 49 cells, two processes each: matplotlib takes 1.0 s and 190 MB
on disk, writes other bytes each time and the cells as pixels; Vega (vl-convert) 0.6 s and 105 MB, the same bytes, neither title
nor description; ours 0.25 s and nothing, the same bytes, title, description, legend and table in every format. A picture that loses
its legend on the way to a report is worse than none.
"""
