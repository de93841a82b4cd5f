"""What `scripts/bench` measures: one module for each topic, with a `measure(runs, sizes)`."""
