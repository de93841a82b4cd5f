"""Read files into data with positions, or into problems. The only readers of files."""
