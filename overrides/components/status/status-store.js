// Reads the status once for all pages and tabs: at most one request a minute leaves this browser.
import { cleanAddress, cleanTime, cleanTitle, normalise } from "./status-record.js";

/** @typedef {import("./status-record.js").StatusRecord} StatusRecord */

/**
 * @typedef {object} State What all tabs know. Times are in milliseconds since 1970.
 * @property {number} askedAt
 * @property {number} dueAt When to ask again.
 * @property {StatusRecord|null} record The last good answer.
 * @property {{text: string, url: string}|null} notice The operator's own line, when there is no good answer.
 * @property {boolean} done At least one answer, good or bad, has come.
 * @property {boolean} hidden The last good answer must not be shown.
 * @property {number} failures In a row.
 * @property {number} refusals Answers 401, 403 and 404 in a row.
 * @property {string} product What answered last, and
 * @property {number} productAt when, so that nobody has to find it out again.
 */

const MINUTE = 60_000;
const CLOCK_SKEW = 2 * MINUTE;
const WEEK = 7 * 24 * 60 * MINUTE;

// Nobody learns who reads, and nothing is older than the provider says.
const REQUEST = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-cache" };

/** How a moment reads, in every zone it is shown in: within a week, and with its day, because a zone across the date line has another one. */
export const CLOCK_SHORT = {
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
};
export const CLOCK = { ...CLOCK_SHORT, day: "numeric", month: "short", year: "numeric" };

/** What the page says about the status: see `settings` in macros/views/status.py. Empty until an element is watched. */
export const settings = {};

/** @type {State} */
let state = {
  askedAt: 0,
  dueAt: 0,
  record: null,
  notice: null,
  done: false,
  hidden: false,
  failures: 0,
  refusals: 0,
  product: "",
  productAt: 0,
};
let storageKey;
let hasSearched = false;
let timer;
let hasWarned = false;
const watchers = new Set();

function recall() {
  // Tabs share only localStorage; sessionStorage may be allowed where that is not.
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      const stored = JSON.parse(window[name].getItem(storageKey));
      if (stored.askedAt >= state.askedAt) state = { ...state, ...stored };
    } catch {
      // Storage is forbidden, or holds nothing of ours.
    }
  }
  // The clock was set back since the last attempt.
  if (state.askedAt > Date.now()) state = { ...state, askedAt: 0, dueAt: 0, record: null };
}

function tellAll() {
  for (const tell of watchers) tell(state);
}

function remember(changes) {
  state = { ...state, ...changes };
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].setItem(storageKey, JSON.stringify(state));
    } catch {
      // Storage is forbidden or full: this page remembers for itself.
    }
  }
  tellAll();
}

/**
 * The record that may be shown now, or null when nobody knows.
 * @returns {StatusRecord|null}
 */
export function currentStatus() {
  const { record, hidden } = state;
  if (!record || hidden) return null;
  const age = Date.now() - Date.parse(record.fetchedAt);
  return age < settings.timing.keep && age > -CLOCK_SKEW ? record : null;
}

// What an address answers: its HTTP `status` and parsed `body`, or nothing when it cannot be read; the browser does not say why.
async function read(address) {
  const { patience, bytes } = settings.timing;
  const answer = { tooLarge: false };
  let size = 0;
  const limit = new TransformStream({
    transform(chunk, controller) {
      size += chunk.length;
      answer.tooLarge = size > bytes;
      if (answer.tooLarge) controller.error(new Error("too large"));
      else controller.enqueue(chunk);
    },
  });
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(new URL(address, settings.root), { ...REQUEST, signal });
    answer.status = response.status;
    if (response.ok) answer.body = await new Response(response.body.pipeThrough(limit)).json();
  } catch {
    // No answer is an answer here.
  }
  return answer;
}

// A snapshot holds the provider's body and the time when the job fetched it.
function toRecord({ rules, snapshot }, body) {
  if (body === undefined) return null;
  if (!snapshot) return normalise(rules, body, settings.page, Date.now());
  const isReadable = body?.schema === 2 && body.provider === rules.id;
  return isReadable ? normalise(rules, body.body, settings.page, body.fetchedAt) : null;
}

// With `transport: auto` nobody has said which product runs the page: all that can be recognised are asked, once a session,
// and the one that answered alone for a week after its last answer.
function sourcesToAsk() {
  const { sources } = settings;
  if (sources.length < 2) return sources;
  const known = sources.filter(({ rules }) => rules.id === state.product && Date.now() - state.productAt < WEEK);
  if (known.length) return known;
  const key = `${storageKey} searched`;
  try {
    hasSearched ||= sessionStorage.getItem(key) !== null;
    sessionStorage.setItem(key, "");
  } catch {
    // Storage is forbidden or full: this page remembers for itself.
  }
  if (hasSearched) return [];
  hasSearched = true;
  return sources;
}

// What the first source answers that is of its product; else what the last one did.
async function readFirst(sources) {
  let result = { record: null };
  for (const source of sources) {
    const { status, tooLarge, body } = await read(source.endpoint);
    result = { status, tooLarge, record: toRecord(source, body) };
    if (result.record) break;
  }
  return result;
}

async function readNotice() {
  if (!settings.notice) return null;
  const { body } = await read(settings.notice);
  const text = cleanTitle(body?.text);
  const since = Date.parse(cleanTime(body?.since));
  const until = Date.parse(cleanTime(body?.until));
  if (!text || since > Date.now() || until < Date.now()) return null;
  return { text, url: cleanAddress(body.url, settings.page) };
}

function warn(sources, record) {
  if (record?.warnings.length) console.warn(settings.page, record.warnings);
  if (record || hasWarned || !sources.length) return;
  hasWarned = true;
  console.warn(settings.console, ...sources.map(({ endpoint }) => endpoint));
}

function withJitter(pause) {
  return Math.max(MINUTE, pause * (1 + settings.timing.jitter * (2 * Math.random() - 1)));
}

function pauseAfter({ record, status, failures }) {
  const { idle, open } = settings.timing;
  if (record) return record.indicator === "operational" ? idle : open;
  if (!settings.sources.length || [401, 403, 404, 429].includes(status)) return idle;
  return Math.min(idle, open * 2 ** (failures - 1));
}

async function ask() {
  recall();
  if (Date.now() < state.dueAt) return;
  remember({ askedAt: Date.now(), dueAt: Date.now() + withJitter(settings.timing.open) });
  const sources = sourcesToAsk();
  const { status, tooLarge, record } = await readFirst(sources);
  warn(sources, record);
  const refusals = [401, 403, 404].includes(status) ? state.refusals + 1 : 0;
  const failures = record ? 0 : state.failures + 1;
  remember({
    record: record ?? (refusals > 1 ? null : state.record),
    notice: record ? null : await readNotice(),
    done: settings.sources.length > 0,
    hidden: refusals > 0 || Boolean(tooLarge),
    failures,
    refusals,
    ...(record && { product: record.provider, productAt: Date.now() }),
    dueAt: state.askedAt + withJitter(pauseAfter({ record, status, failures })),
  });
}

async function wake() {
  clearTimeout(timer);
  if (!watchers.size) return;
  recall();
  tellAll();
  if (document.hidden) return;
  // The lock lets one tab ask at a time. A browser that blocks storage denies it, and the tab asks without.
  if (navigator.onLine && Date.now() >= state.dueAt)
    await (navigator.locks?.request(storageKey, ask).catch(ask) ?? ask());
  clearTimeout(timer);
  // At least once a minute, because "12 min ago" grows old.
  timer = setTimeout(wake, Math.min(MINUTE, Math.max(1000, state.dueAt - Date.now())));
}

for (const event of ["storage", "online", "offline", "visibilitychange"]) addEventListener(event, wake);

/**
 * Runs `tell` with the state now and after every change.
 * @param {HTMLElement} element Holds the settings, as every component of the status does.
 * @param {(state: State) => void} tell
 * @returns {() => void} Stops it.
 */
export function watchStatus(element, tell) {
  if (!storageKey) {
    Object.assign(settings, JSON.parse(element.querySelector("[data-part=status-data]").content.textContent));
    settings.root = new URL(element.dataset.root, location);
    storageKey = `status 2 ${settings.root} ${settings.sources.map(({ endpoint }) => endpoint)}`;
  }
  watchers.add(tell);
  wake();
  return () => watchers.delete(tell);
}
