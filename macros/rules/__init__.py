"""Pure rules over the models: nothing here reads a file, the clock or the network."""
