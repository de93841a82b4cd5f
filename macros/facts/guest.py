"""What a site that has its own MkDocs wants of the engine: `extra.portal` in its `mkdocs.yml`."""

from .base import Model


class GuestSettings(Model):
    """The settings. `portal: true` in their place is a whole portal."""

    search: bool = True
    """Whether the theme's search box searches with our index. A build for the plugin offline keeps the theme's."""
    literals: bool = False
    """Whether a price, an hour, a phone number or an address typed into a page that calls our macros is a problem."""
    content_policy: bool = False
    """Whether each page carries a content security policy. It lets in what `hosting.yml` lists, and nothing inline but the theme's."""
