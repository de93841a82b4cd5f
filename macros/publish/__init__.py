"""What is written next to the pages after a build: plain functions of (site directory, portal)."""
