"""What the command line needs of a status page: guarded fetching, probe and snapshot. The browser does all the reading."""
