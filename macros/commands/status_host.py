"""A made-up status host on this machine, so that writers and tests see the live status: `serve --status`."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STATES = ("fine", "incident", "maintenance", "down")
PARTS = ("Sign-in", "Storage", "Deliveries", "Control panel", "API", "Billing")


def make_body(state: str, now: datetime) -> dict[str, Any]:
    """Return what the host answers in a state, in the shape of Statuspage, with times around `now`."""

    def at(minutes: int) -> str:
        return f"{now + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"

    incident = {
        "id": "i1",
        "name": "Some files cannot be opened",
        "status": "identified",
        "impact": "major",
        "started_at": at(-92),
        "updated_at": at(-12),
        "incident_updates": [
            {"status": "identified", "body": "A storage rack lost power. Its files are moving to the other racks.", "display_at": at(-12)},
            {
                "status": "investigating",
                "body": "Some customers cannot open their files. We are looking for the cause.",
                "display_at": at(-90),
            },
        ],
        "components": [{"name": "Storage"}],
    }
    maintenance = {
        "id": "m1",
        "name": "Database upgrade",
        "status": "in_progress" if state == "maintenance" else "scheduled",
        "scheduled_for": at(-20) if state == "maintenance" else at(1800),
        "scheduled_until": at(40) if state == "maintenance" else at(1860),
        "updated_at": at(-20),
        "incident_updates": [{"body": "The control panel may be slow during the upgrade.", "display_at": at(-20)}],
        "components": [{"name": "Control panel"}],
    }
    troubled = {"incident": ("Storage", "major_outage"), "maintenance": ("Control panel", "under_maintenance")}.get(state)
    status = {"fine": "none", "incident": "major", "maintenance": "maintenance"}[state]
    return {
        "page": {"name": "Made-up status", "updated_at": at(0)},
        "status": {"indicator": status},
        "components": [
            {"id": name, "name": name, "status": troubled[1] if troubled and troubled[0] == name else "operational"} for name in PARTS
        ],
        "incidents": [incident] if state == "incident" else [],
        "scheduled_maintenances": [maintenance],
    }


@contextmanager
def run_status_host(state: str) -> Iterator[str]:
    """Serve the host in one of `STATES` on a free port of this machine; give its address. `down` answers with an error."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_json = self.path == "/api/v2/summary.json"
            if state == "down":
                self.send_response(503)
            else:
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "application/json" if is_json else "text/plain")
            self.end_headers()
            answer = json.dumps(make_body(state, datetime.now(UTC))) if is_json and state != "down" else f"Made-up status host: {state}\n"
            self.wfile.write(answer.encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet: the preview speaks."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
