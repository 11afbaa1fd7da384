"""Charts as data, so that the terminal (plotext) and a file (SVG) draw the same."""
