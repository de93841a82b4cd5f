"""Every check of facts, pages and settings."""
