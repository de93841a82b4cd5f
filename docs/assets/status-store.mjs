// Reads the status once for all pages and tabs. At most one request a minute leaves this browser.
//   watchStatus(element, tell) -> stop   `element` holds the settings; `tell(state)` runs now and after each change
//   currentStatus() -> record or null    what may be shown now: schema 1, see macros/status/record.py
import { normalise, rehearse, wording } from "./status-record.mjs";

export const settings = {};
const watchers = new Set();
let key, timer, warned;
let state = { at: 0, due: 0, failures: 0, denied: 0 };

// For all tabs, and for this one. Where both are forbidden or full, this page remembers for itself.
const shelves = ["localStorage", "sessionStorage"];

function recall() {
  for (const shelf of shelves) {
    // What is not ours is as good as nothing.
    try {
      const kept = JSON.parse(window[shelf].getItem(key));
      if (kept.at >= state.at) state = kept;
    } catch {}
  }
  // An attempt in the future: the clock was set back since.
  if (state.at > Date.now()) state = { ...state, at: 0, due: 0, record: null };
}

function remember(change) {
  state = { ...state, ...change };
  for (const shelf of shelves) {
    try {
      window[shelf].setItem(key, JSON.stringify(state));
    } catch {}
  }
  watchers.forEach(tell => tell(state));
}

export function currentStatus() {
  const age = Date.now() - Date.parse(state.record?.fetchedAt);
  return !state.hide && age < settings.timing.keep && age > -120000 ? state.record : null;
}

// What an address answers, as far as it does: `status`, the parsed `body`, or that it is `huge`.
async function read(url) {
  const { patience, bytes } = settings.timing;
  const answer = {};
  let size = 0;
  const transform = (part, out) => ((answer.huge = (size += part.length) > bytes) ? out.error() : out.enqueue(part));
  // Whatever fails, and the browser does not say why, is no answer.
  try {
    const signal = AbortSignal.timeout(patience);
    const response = url && (await fetch(new URL(url, settings.root), { ...settings.request, signal }));
    answer.status = response.status;
    if (response.ok)
      answer.body = await new Response(response.body.pipeThrough(new TransformStream({ transform }))).json();
  } catch {}
  return answer;
}

async function readNotice() {
  const { body } = await read(settings.notice);
  const { clean, url, time } = wording(settings.rules);
  const [since, until] = [time(body?.since), time(body?.until)].map(Date.parse);
  const text = since > Date.now() || until < Date.now() ? "" : clean(body?.text, "title");
  return text && { text, url: url(body.url, settings.page) };
}

async function ask() {
  recall();
  if (Date.now() < state.due) return;
  const { idle, open, jitter } = settings.timing;
  const pause = time => Math.max(60000, time * (1 + jitter * (2 * Math.random() - 1)));
  remember({ at: Date.now(), due: Date.now() + pause(open) });
  const asked = read(settings.endpoint);
  if (settings.endpoint) rehearse(settings.rules);
  const { status, huge, body } = await asked;
  const record = body === undefined ? null : normalise(settings.rules, body, settings.page, Date.now());
  if (!record && settings.endpoint && !warned) console.warn((warned = settings.console), settings.endpoint);
  if (record?.warnings.length) console.warn(settings.endpoint, record.warnings);
  const denied = [401, 403, 404].includes(status) ? state.denied + 1 : 0;
  const failures = record ? 0 : state.failures + 1;
  const slow = record
    ? record.indicator === "operational" && !record.incidents.length
    : denied || status === 429 || !settings.endpoint;
  remember({
    record: record ?? (denied > 1 ? null : state.record),
    notice: record ? "" : await readNotice(),
    done: settings.endpoint,
    failures,
    denied,
    hide: denied > 0 || huge,
    due: state.at + pause(slow ? idle : Math.min(idle, open * 2 ** Math.max(0, failures - 1))),
  });
}

async function wake() {
  clearTimeout(timer);
  if (!watchers.size) return;
  recall();
  watchers.forEach(tell => tell(state));
  if (document.hidden) return;
  if (navigator.onLine && Date.now() >= state.due) await (navigator.locks?.request(key, ask) ?? ask());
  clearTimeout(timer);
  timer = setTimeout(wake, Math.max(1000, state.due - Date.now()));
}

for (const event of ["storage", "online", "offline", "visibilitychange"]) addEventListener(event, wake);

export function watchStatus(element, tell) {
  if (!key) {
    Object.assign(settings, JSON.parse(element.querySelector("[data-part=status-data]").content.textContent));
    settings.root = new URL(element.dataset.root, location);
    key = `status 1 ${settings.root} ${settings.endpoint}`;
  }
  watchers.add(tell);
  wake();
  return () => watchers.delete(tell);
}
