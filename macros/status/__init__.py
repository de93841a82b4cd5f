"""What a status product says, read once and safely: adapters as data, one record, probe and snapshot.

The mapping of each provider stands in `adapters.yml`. This package interprets it for the command line and the tests;
`docs/assets/status-record.mjs` interprets the same compiled rules in the browser.
"""
