"""The live status: bytes, requests, speed, and what each failure looks like, beside the provider's own widget where npm has it."""

import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from macros.publish.own_assets import minify
from macros.status.rules import SHARED, adapters, compile_rules
from macros.views.status import settings
from scripts.bench.measuring import judge, measure_in_turn, print_table
from scripts.bench.painting import SLOWER, slow_down
from scripts.browser import open_browser
from tests.status_bodies import STATUSPAGE, many_components, quiet_statuspage
from tests.status_servers import Answer, Provider, example_status, provider_and_site, serve

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "@statuspage/status-widget"
MODULES = ("status-embed", "status-record", "status-store")
FRESH_PAGES = 20
LIMITS = {"script": 6144, "data": 2048, "normalise": 10.0, "snapshot": 0.5}
NO_CORS: tuple[tuple[str, str], ...] = ()
FINE = quiet_statuspage(status={"indicator": "none", "description": "All Systems Operational"})
ROWS = {
    "all is well": Answer(FINE),
    "partial outage": Answer(STATUSPAGE),
    "incident under a fine headline": Answer(FINE | {"incidents": STATUSPAGE["incidents"]}),
    "unknown level": Answer(quiet_statuspage(status={"indicator": "sparkling", "description": "Sparkling"})),
    "refused by CORS": Answer(FINE, headers=NO_CORS),
    "forbidden": Answer(b"{}", status=403),
    "server error": Answer(b"{}", status=503),
    "a page instead of data": Answer(b"<!doctype html>"),
    "another shape": Answer({"status": 503, "error": "unavailable"}),
    "cut off": Answer(json.dumps(STATUSPAGE).encode()[:300]),
    "10 MB": Answer(b'{"page":"' + b"x" * 10_000_000 + b'"}'),
    "never answers": Answer(silent=True),
    "470 components": Answer(many_components() | {"status": {"indicator": "minor", "description": "Minor outage"}}),
}
VISIBLE_TEXT = """(selector) => {
  const found = document.querySelector(selector);
  return [...(found.shadowRoot ?? found).children].filter((each) => each.localName !== "style").map((each) => each.innerText).join(" ");
}"""
# The widget as published throws this once on every page, after it has defined its element.
ON_LOADING = "parcelRequire is not defined"
MEASURE = """async ([module, rules, text, isReady]) => {
  const { normalise, rehearse } = await import(module);
  const timed = (call) => {
    const start = performance.now();
    call();
    return performance.now() - start;
  };
  let rehearsal = 0;
  if (isReady) { // as the store does while it waits for the host
    rehearsal = timed(() => rehearse(rules));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const body = JSON.parse(text);
  return [timed(() => normalise(rules, body, "https://status.example.com/", 0)), rehearsal];
}"""


def measure(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        widget = fetch_widget(Path(name))
        rows = [
            ("script of a banner or badge (gzip bytes)", script_size(*MODULES), LIMITS["script"]),
            ("script of the panel (gzip bytes)", script_size(*MODULES, "status-panel"), LIMITS["script"]),
            ("script of the banner and a hint (gzip bytes)", script_size(*MODULES, "status-hint"), LIMITS["script"]),
            ("rules of one provider (bytes)", rules_size(), LIMITS["data"]),
            ("all settings with those rules, as sent (gzip bytes)", settings_size(), LIMITS["data"]),
        ]
        wall, processor = snapshot_seconds(Path(name), runs)
        rows.append(("snapshot on loopback, end to end (s)", wall, LIMITS["snapshot"]))
        rows.append(("snapshot, time on the processor (s)", processor, LIMITS["snapshot"]))
        with open_browser() as browser:
            slower = f"processor {SLOWER} times slower (ms)"
            ready, rehearsal = normalising(browser, True)
            cold, _ = normalising(browser, False)
            rows.append((f"normalising 470 components once the host has answered, {slower}", ready, LIMITS["normalise"]))
            rows.append((f"the rehearsal, while the page waits for the host, {slower}", rehearsal, "-"))
            rows.append((f"for comparison, normalising without a rehearsal, {slower}", cold, "-"))
            print_table(
                "Live status",
                ("what", "measured", "at most", "kept"),
                [(*row, "-" if row[2] == "-" else judge(row[1], row[2])) for row in rows],
            )
            if widget:
                print_table("Beside the widget", ("what", "the portal", PACKAGE), compare(browser, widget))


def script_size(*names: str) -> int:
    texts = ((ROOT / "docs" / "assets" / f"{name}.mjs").read_text(encoding="utf-8") for name in names)
    return sum(len(gzip.compress(minify(text, ".mjs").encode(), 9)) for text in texts)


def rules_size() -> int:
    rules = [{key: part for key, part in compile_rules(name).items() if key not in SHARED} for name in adapters()]
    return max(len(json.dumps(each, separators=(",", ":"))) for each in rules)


def settings_size() -> int:
    """Return the most that the data block of a page weighs, whatever product its provider uses."""
    status = example_status("https://status.example.com/api/v2/summary.json")
    blocks = [settings(status.model_copy(update={"reach": status.reach.model_copy(update={"provider": name})})) for name in adapters()]
    return max(len(gzip.compress(json.dumps(block, separators=(",", ":")).encode(), 9)) for block in blocks)


def snapshot_seconds(folder: Path, runs: int) -> tuple[float, float]:
    """Return the medians of a whole run: on the clock, and on the processor (what a busy machine does not change)."""
    provider = Provider(Answer(many_components()))
    with serve(provider.respond) as url:
        command = [ROOT / "scripts" / "status", "snapshot", "--provider", "statuspage", "--url", url, "--allow-private"]
        command += ["--output", folder / "status.json"]
        taken = measure_in_turn({"snapshot": lambda: subprocess.run(command, check=True, capture_output=True)}, runs)["snapshot"]
    return round(taken.wall, 3), round(taken.cpu, 3)


def normalising(browser: Any, is_ready: bool) -> tuple[float, float]:
    """Return the medians, in a new page, of the first time that a reader waits for, and of the rehearsal before it where `is_ready`."""
    arguments = ["", compile_rules("statuspage"), json.dumps(many_components()), is_ready]
    with provider_and_site() as (_, site):
        arguments[0] = site.url + "assets/status-record.mjs"
        times = [_normalise_once(browser, site.url, arguments) for _ in range(FRESH_PAGES)]
    first, rehearsal = (round(statistics.median(each), 1) for each in zip(*times, strict=True))
    return first, rehearsal


def _normalise_once(browser: Any, url: str, arguments: list[Any]) -> tuple[float, float]:
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(url + "support/banner/", wait_until="networkidle")  # what the page itself does is not what is measured
    slow_down(page)
    first, rehearsal = page.evaluate(MEASURE, arguments)
    page.context.close()
    return first, rehearsal


def fetch_widget(folder: Path) -> bytes | None:
    """Return the widget's script, fetched with npm into a folder that goes away; None where there is no npm."""
    npm = shutil.which("npm")
    packed = npm and subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True, check=False)
    if not packed or packed.returncode:
        print(f"No comparison: npm cannot give {PACKAGE} here.", file=sys.stderr)
        return None
    shutil.unpack_archive(folder / packed.stdout.strip().splitlines()[-1], folder / "widget")
    return (folder / "widget" / "package" / "dist" / "index.js").read_bytes()


def compare(browser: Any, widget: bytes) -> list[tuple[str, Any, Any]]:
    rows: list[tuple[str, Any, Any]] = [("script (gzip bytes)", script_size(*MODULES), len(gzip.compress(widget, 9)))]
    with provider_and_site() as (provider, site), serve(lambda handler: send_widget(handler, widget, provider)) as rival:
        pages = {"portal": (site.url + "support/badge/", ".status-badge .status-view"), "widget": (rival + "/", "statuspage-widget")}
        rows.append(("requests in ten page views", *(requests_of(browser, provider, *page) for page in pages.values())))
        for name, answer in ROWS.items():
            provider.answer = answer
            rows.append((name, *(shown_by(browser, *page) for page in pages.values())))
            provider.stopping.set()
            provider.stopping.clear()
    return rows


def send_widget(handler: BaseHTTPRequestHandler, widget: bytes, provider: Provider) -> None:
    is_script = handler.path.endswith(".js")
    page = f'<!doctype html><title>w</title><script src="w.js"></script><statuspage-widget src="{provider.url}"></statuspage-widget>'
    handler.send_response(200)
    handler.send_header("Content-Type", "text/javascript" if is_script else "text/html; charset=utf-8")
    handler.end_headers()
    handler.wfile.write(widget if is_script else page.encode())


def requests_of(browser: Any, provider: Provider, url: str, _: str) -> int:
    provider.answer = Answer(quiet_statuspage())
    provider.asked.clear()
    page = browser.new_context().new_page()
    for _view in range(10):
        page.goto(url)
        page.wait_for_timeout(400)
    page.context.close()
    return len(provider.asked)


def shown_by(browser: Any, url: str, selector: str) -> str:
    page = browser.new_context(locale="en-GB").new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: ON_LOADING in str(error) or errors.append(str(error)))
    page.goto(url)
    page.wait_for_timeout(2600)
    text = page.evaluate(VISIBLE_TEXT, selector)
    page.context.close()
    return (" ".join(text.split())[:60] or "nothing") + (" + uncaught error" if errors else "")
