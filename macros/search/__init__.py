"""The knowledge-base search: from built pages to a split index. Imports nothing of the portal's views."""
