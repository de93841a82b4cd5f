// Reads the status once for all pages and tabs. At most one request a minute leaves this browser.
//   watchStatus(element, tell) -> stop   `element` holds the settings; `tell(state)` runs now and after each change
//   currentStatus() -> record or null    what may be shown now: schema 1, see macros/status/record.py
import { normalise, wording } from "./status-record.mjs";

export const settings = {};
const watchers = new Set();
let key, timer, complained;
let state = { at: 0, due: 0, failures: 0, denied: 0 };

function shelves() {
  // Where both are forbidden, this page remembers for itself.
  try {
    return [localStorage, sessionStorage];
  } catch {
    return [];
  }
}

function recall() {
  for (const shelf of shelves()) {
    // What is not ours is as good as nothing.
    try {
      const kept = JSON.parse(shelf.getItem(key));
      if (kept.at >= state.at) state = kept;
    } catch {}
  }
  // An attempt in the future: the clock was set back since.
  if (state.at > Date.now()) state = { ...state, at: 0, due: 0, record: null };
}

function remember(change) {
  state = { ...state, ...change };
  for (const shelf of shelves()) {
    // A full shelf is left alone.
    try {
      shelf.setItem(key, JSON.stringify(state));
    } catch {}
  }
  watchers.forEach((tell) => tell(state));
}

export function currentStatus() {
  const age = Date.now() - Date.parse(state.record?.fetchedAt);
  return !state.hide && age < settings.timing.keep * 1000 && age > -120000 ? state.record : null;
}

async function read(url) {
  const signal = AbortSignal.timeout(settings.timing.patience * 1000);
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-cache", signal });
  if (!response.ok) return { status: response.status };
  const parts = [];
  let size = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return { body: await new Response(new Blob(parts)).json() };
    if ((size += value.length) > settings.timing.bytes) return reader.cancel().then(() => ({ huge: true }));
    parts.push(value);
  }
}

const attempt = (url) => (url ? read(url).catch(() => ({})) : {});

async function readNotice() {
  const { body } = await attempt(settings.notice);
  const { clean, url, time } = wording(settings.rules);
  const [since, until] = [time(body?.since), time(body?.until)].map(Date.parse);
  const text = since > Date.now() || until < Date.now() ? "" : clean(body?.text, "title");
  return text && { text, url: url(body.url, settings.page) };
}

async function ask() {
  recall();
  if (Date.now() < state.due) return;
  const { idle, open, jitter_percent } = settings.timing;
  const pause = (seconds) => Math.max(60, seconds * (1 + (jitter_percent / 100) * (2 * Math.random() - 1))) * 1000;
  remember({ at: Date.now(), due: Date.now() + pause(open) });
  const { status, huge, body } = await attempt(settings.endpoint);
  const record = body === undefined ? null : normalise(settings.rules, body, settings.page, Date.now());
  if (!record && settings.endpoint && !complained) console.warn((complained = settings.console), settings.endpoint);
  if (record?.warnings.length) console.warn(settings.endpoint, record.warnings);
  const denied = [401, 403, 404].includes(status) ? state.denied + 1 : 0;
  const failures = record ? 0 : state.failures + 1;
  const isOpen = record && (record.indicator !== "operational" || record.incidents.length);
  const slow = record ? !isOpen : denied || status === 429 || !settings.endpoint;
  remember({
    record: record ?? (denied > 1 ? null : state.record),
    notice: record ? "" : await readNotice(),
    done: true,
    failures,
    denied,
    hide: denied > 0 || huge,
    due: state.at + pause(slow ? idle : record ? open : Math.min(idle, open * 2 ** (failures - 1))),
  });
}

async function wake() {
  clearTimeout(timer);
  if (!watchers.size) return;
  recall();
  watchers.forEach((tell) => tell(state));
  if (document.hidden) return;
  if (navigator.onLine && Date.now() >= state.due) await (navigator.locks?.request(key, ask) ?? ask());
  clearTimeout(timer);
  timer = setTimeout(wake, Math.max(1000, state.due - Date.now()));
}

for (const event of ["storage", "online", "offline", "visibilitychange"]) addEventListener(event, wake);

export function watchStatus(element, tell) {
  if (!key) {
    Object.assign(settings, JSON.parse(element.querySelector("[data-part=status-data]").content.textContent));
    for (const name of ["endpoint", "notice"]) settings[name] &&= new URL(settings[name], new URL(element.dataset.root, location)).href;
    key = `status 1 ${settings.endpoint} ${settings.notice}`;
  }
  watchers.add(tell);
  wake();
  return () => watchers.delete(tell);
}
