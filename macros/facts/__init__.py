"""One module per data file: frozen models, no reading and no writing."""
