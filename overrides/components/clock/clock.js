// Reads a schedule at an instant: open or not, and when that changes. macros/rules/clock.py says what the hours mean, and is
// run over the same cases. Instants are milliseconds since 1970.
export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;
const LENGTHS = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };
const HORIZON_DAYS = 400;
const formats = new Map();

/** The time by which an element reads clocks: a preview's page may name it, as `?now=2026-12-24T12:00Z`. */
export function timeFor(element) {
  const named = element.hasAttribute("data-preview") && Date.parse(new URLSearchParams(location.search).get("now"));
  return named || Date.now();
}

/** The language of an element, for dates and times. English is written as in Britain, like the words around them. */
export const localeOf = node => (node.closest("[lang]")?.lang ?? "").replace(/^en$/, "en-GB");

/** The page's language. */
export const locale = localeOf(document.documentElement);

/** The parts of a date where a weekday alone may be that of another week. */
export const dateIfFar = (instant, now) => (instant - now > 6 * DAY ? { day: "numeric", month: "short" } : {});

/** The zone of hours as `Intl` takes it: the reader's own for hours in the customer's zone. */
export const zoneOf = zone => (zone === "customer" ? undefined : zone);

/** The wall-clock time in a zone at an instant, written as if it were UTC. */
export function wallClock(zone, instant) {
  if (!formats.has(zone)) {
    const parts = ["year", "month", "day", "hour", "minute", "second"].map(part => [part, "numeric"]);
    const options = { timeZone: zoneOf(zone), hourCycle: "h23", ...Object.fromEntries(parts) };
    formats.set(zone, new Intl.DateTimeFormat("en-US", options));
  }
  const at = {};
  for (const { type, value } of formats.get(zone).formatToParts(instant)) at[type] = Number(value);
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
}

const dayAt = (zone, instant) => Math.floor(wallClock(zone, instant) / DAY) * DAY;

const offsetAt = (zone, instant) => wallClock(zone, instant) - Math.floor(instant / 1000) * 1000;

// `wall` is the wall-clock time written as if it were UTC.
function instantOf(zone, wall) {
  const before = offsetAt(zone, wall - DAY);
  const after = offsetAt(zone, wall + DAY);
  if (before === after || offsetAt(zone, wall - before) === before) return wall - before;
  return offsetAt(zone, wall - after) === after ? wall - after : wall - before;
}

/** The open spans from two days before `now` on, in order; neighbours may touch. Nothing opens on a closed day, or lasts into one. */
function* openSpans({ zone, windows, closed }, now) {
  const isClosed = midnight => {
    const day = new Date(midnight).toISOString().slice(0, 10);
    return closed.some(([first, last]) => first <= day && day <= last);
  };
  const today = dayAt(zone, now);
  for (let midnight = today - 2 * DAY; midnight <= today + HORIZON_DAYS * DAY; midnight += DAY) {
    if (isClosed(midnight)) continue;
    const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
    const latest = isClosed(midnight + DAY) ? 1440 : 2880;
    yield* windows
      .filter(([days]) => days.includes(weekday))
      .map(([, opens, closes]) => [opens, Math.min(closes > opens ? closes : closes + 1440, latest)])
      .map(span => span.map(minutes => instantOf(zone, midnight + minutes * MINUTE)))
      .filter(([start, end]) => start < end)
      .sort((one, other) => one[0] - other[0]);
  }
}

// Returns { open, changes }: changes is null when nothing changes in sight. What is open now lasts through spans that touch.
export function readClock(hours, now) {
  if (hours.always) return { open: true, changes: null };
  let until = now;
  let opens = null;
  for (const [start, end] of openSpans(hours, now)) {
    if (start > until) {
      opens = start;
      break;
    }
    until = Math.max(until, end);
  }
  if (until === now) return { open: false, changes: opens };
  const horizon = instantOf(hours.zone, dayAt(hours.zone, now) + HORIZON_DAYS * DAY);
  return { open: true, changes: until >= horizon ? null : until };
}

/**
 * When a response target runs out for what is reported at `reported`: by the clock without hours, else while they are open. A day of
 * hours lasts until the same time on the next day on which they open. Null when they don't open for long enough.
 * @param {{ count: number, unit: "minute" | "hour" | "day", hours: Object | null }} target
 */
export function due({ count, unit, hours }, reported) {
  const length = count * LENGTHS[unit];
  if (!hours || hours.always) return reported + length;
  let left = unit === "day" ? count : length;
  let countedTo = reported;
  let day = null;
  let time = null;
  for (const [opens, closes] of openSpans(hours, reported)) {
    if (closes <= countedTo) continue;
    const start = Math.max(opens, countedTo);
    countedTo = closes;
    if (unit !== "day") {
      if (closes - start >= left) return start + left;
      left -= closes - start;
      continue;
    }
    const midnight = dayAt(hours.zone, start);
    if (day === null) time = Math.floor((wallClock(hours.zone, start) - midnight) / MINUTE) * MINUTE;
    else if (midnight > day) left -= 1;
    if (left === 0) return instantOf(hours.zone, midnight + time);
    day = midnight;
  }
  return null;
}
