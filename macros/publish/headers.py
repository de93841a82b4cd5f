"""The same headers for every host: `_headers` (Cloudflare Pages, Netlify), nginx, Caddy, and plain JSON."""

import json
from collections.abc import Mapping

from .content_policy import write_policy
from .policy_document import FOLDER
from .site import Site

# Names that carry a hash of what is in them never change, so a browser may keep them.
HASHED = r"/(assets/(javascripts|stylesheets)/.+\.[0-9a-f]{8}\.min\.(js|css)|search/index-[0-9a-f]{12}/.+\.idx|check/v-[0-9a-f]{12}\.js)$"
# What is no document, and no worker with a policy of its own, is sent with what browsers heed on it and no more: over
# HTTP/1.1 each header goes with each file, and the whole list is as long as a small style sheet.
PARTS = r"^(?!.*worker).+\.(css|idx|js)$"
HEEDED_ON_PARTS = ("Strict-Transport-Security", "X-Content-Type-Options")
HASHED_FOLDERS = ("assets/javascripts/bundle.*", "assets/stylesheets/*", "search/index-*", "check/v-*")
# nginx compresses text/html by itself and names the rest; octet-stream is the search index.
COMPRESSED = (
    "text/css", "text/javascript", "application/javascript", "text/markdown", "text/plain", "text/xml", "application/xml",
    "application/json", "application/manifest+json", "application/atom+xml", "text/calendar", "image/svg+xml", "application/octet-stream",
)  # fmt: skip
KEPT = "public, max-age=31536000, immutable"
# What scripts on other sites may read: the policy for programs.
OPEN = ("Access-Control-Allow-Origin", "*")
TYPES = {"md": "text/markdown", "webmanifest": "application/manifest+json", "ics": "text/calendar", "atom": "application/atom+xml"}


def list_headers(site: Site) -> dict[str, str]:
    """The headers of every answer. A page that may be framed by nobody says so twice, for old browsers."""
    wanted = site.hosting.headers
    ancestors = " ".join(wanted.framed_by) or "'none'"
    headers = {
        "Content-Security-Policy": write_policy({**site.directives, "frame-ancestors": ancestors}),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in wanted.denied_features),
        "Referrer-Policy": wanted.referrer_policy,
        "Strict-Transport-Security": f"max-age={wanted.hsts_days * 86400}" if wanted.hsts_days else "",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "" if wanted.framed_by else "DENY",
    }
    return {name: value for name, value in headers.items() if value}


def write_headers(site: Site) -> None:
    """Write the files that each host reads."""
    headers = list_headers(site)
    site.write("_headers", _netlify(site, headers))
    site.write("hosting/headers.json", json.dumps(headers, indent=2) + "\n")
    site.write("hosting/nginx.conf", _nginx(site, headers))
    site.write("hosting/Caddyfile", _caddy(site, headers))


def _netlify(site: Site, headers: Mapping[str, str]) -> str:
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    for folder in HASHED_FOLDERS:
        lines += [f"{site.base_path}{folder}", f"  Cache-Control: {KEPT}"]
    lines += [f"{site.base_path}service-worker.js", "  Cache-Control: no-cache"]
    lines += [f"{site.base_path}{FOLDER}/*", f"  {': '.join(OPEN)}"]
    for suffix, kind in TYPES.items():
        lines += [f"{site.base_path}*.{suffix}", f"  Content-Type: {kind}; charset=utf-8"]
    return "\n".join(lines) + "\n"


def _nginx(site: Site, headers: Mapping[str, str]) -> str:
    told = {name: f'add_header {name} "{value}" always;' for name, value in headers.items()}
    on_parts = " ".join(line for name, line in told.items() if name in HEEDED_ON_PARTS)
    lines = [
        "# Written by the build, for the inside of a server { } block. `root` is the folder above the base path.",
        "include mime.types;",
        "types {",
        *(f"  {kind} {suffix};" for suffix, kind in TYPES.items() if suffix != "atom"),  # which mime.types has
        "}",
        "charset utf-8;",
        f"charset_types {' '.join(TYPES.values())} text/css text/plain text/xml application/javascript application/json;",
        "gzip on;",
        "gzip_vary on;",
        "gzip_comp_level 6;",
        "gzip_min_length 512;",
        f"gzip_types {' '.join(COMPRESSED)};",
        "open_file_cache max=4000 inactive=60s;",
        "open_file_cache_valid 10s;",
        "expires -1;",
        "server_tokens off;",
        "absolute_redirect off;",
        f"error_page 404 {site.base_path}404.html;",
        *told.values(),
        # A location with headers of its own loses those above.
        f"location ^~ {site.base_path}{FOLDER}/ {{ {on_parts} add_header {' '.join(OPEN)} always; }}",
        f'location ~ "{HASHED}" {{ expires max; {on_parts} }}',
        f'location ~ "{PARTS}" {{ {on_parts} }}',
        r"location ~ /\.(?!well-known/) { return 404; }",
        *(f"location = {old} {{ return 301 {new}; }}" for old, new in site.leads),
    ]
    return "\n".join(lines) + "\n"


def _caddy(site: Site, headers: Mapping[str, str]) -> str:
    told = [f"\t{name} `{value}`" for name, value in headers.items()]
    # Deferred, a type wins over what the file server thinks of a suffix it does not know.
    lines = [
        "# Written by the build, for `import` inside a site block. `root` is the folder above the base path.",
        "header {",
        *told,
        "\t-Server",
        "}",
        f"@hashed path_regexp {HASHED}",
        f"@changing not path_regexp {HASHED}",
        "header @changing Cache-Control no-cache",
        f"header @hashed Cache-Control `{KEPT}`",
        f"header {site.base_path}{FOLDER}/* {' '.join(OPEN)}",
        *(
            f"@{suffix} path *.{suffix}\nheader @{suffix} {{\n\tdefer\n\tContent-Type `{kind}; charset=utf-8`\n}}"
            for suffix, kind in TYPES.items()
        ),
        *(f"redir {old} {new} 301" for old, new in site.leads),
        "encode zstd gzip",
        "file_server {",
        "\thide */.site.*",
        "}",
        # A server's headers do not reach its pages for errors.
        "handle_errors {",
        "\theader {",
        *(f"\t{line}" for line in told),
        "\t\t-Server",
        "\t}",
        "\t@missing expression {http.error.status_code} == 404",
        f"\trewrite @missing {site.base_path}404.html",
        "\tfile_server",
        "}",
    ]
    return "\n".join(lines) + "\n"
