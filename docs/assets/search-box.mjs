// Adds to the theme's search box what its own drawing leaves out.
