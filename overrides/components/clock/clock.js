// Reads a schedule at an instant: open or not, and when that changes. macros/rules/clock.py says what the hours mean, and is
// run over the same cases. Instants are milliseconds since 1970.
export const DAY = 86_400_000;
const HORIZON_DAYS = 400;
const formats = new Map();

/** The language of an element, for dates and times. English is written as in Britain, like the words around them. */
export const localeOf = node => (node.closest("[lang]")?.lang ?? "").replace(/^en$/, "en-GB");

/** The page's language. */
export const locale = localeOf(document.documentElement);

/** The zone of hours as `Intl` takes it: the reader's own for hours in the customer's zone. */
export const zoneOf = zone => (zone === "customer" ? undefined : zone);

function partsAt(zone, instant) {
  if (!formats.has(zone)) {
    const numbers = {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    };
    formats.set(
      zone,
      new Intl.DateTimeFormat("en-US", { timeZone: zoneOf(zone), hourCycle: "h23", era: "short", ...numbers }),
    );
  }
  const parts = {};
  for (const part of formats.get(zone).formatToParts(instant)) parts[part.type] = Number(part.value);
  return parts;
}

/** The wall-clock time in a zone at an instant, written as if it were UTC. */
export function wallClock(zone, instant) {
  const { year, month, day, hour, minute, second } = partsAt(zone, instant);
  return Date.UTC(year, month - 1, day, hour, minute, second);
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

const midnightOf = text => Date.parse(`${text}T00:00:00Z`);

function spanOf(zone, midnight, opens, closes, latest) {
  const end = Math.min(closes > opens ? closes : closes + 1440, latest);
  return [instantOf(zone, midnight + opens * 60_000), instantOf(zone, midnight + end * 60_000)];
}

/** The open spans from two days before `now` on, in order; neighbours may touch. On closed days nothing opens or goes on. */
function* openSpans(hours, now) {
  const today = dayAt(hours.zone, now);
  const isClosed = day => hours.closed.some(([first, last]) => midnightOf(first) <= day && day <= midnightOf(last));
  for (let offset = -2; offset <= HORIZON_DAYS; offset += 1) {
    const midnight = today + offset * DAY;
    if (isClosed(midnight)) continue;
    const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
    const latest = isClosed(midnight + DAY) ? 1440 : 2880;
    const spans = hours.windows
      .filter(([days]) => days.includes(weekday))
      .map(([, opens, closes]) => spanOf(hours.zone, midnight, opens, closes, latest))
      .filter(([start, end]) => start < end);
    yield* spans.sort((one, other) => one[0] - other[0]);
  }
}

// Returns { open, changes }: open is null when no hours are stated, changes is null when nothing changes in sight.
export function readClock(hours, now) {
  if (!hours) return { open: null, changes: null };
  if (hours.always) return { open: true, changes: null };
  let current = null;
  for (const [start, end] of openSpans(hours, now)) {
    if (current && start <= current[1]) current[1] = Math.max(current[1], end);
    else if (current && current[1] > now) break;
    else current = [start, end];
  }
  if (!current || current[1] <= now) return { open: false, changes: null };
  if (current[0] > now) return { open: false, changes: current[0] };
  const horizon = instantOf(hours.zone, dayAt(hours.zone, now) + HORIZON_DAYS * DAY);
  return { open: true, changes: current[1] >= horizon ? null : current[1] };
}

const LENGTHS = { minute: 60_000, hour: 3_600_000, day: DAY };

function* spansAfter(hours, reported) {
  let countedTo = reported;
  for (const [start, end] of openSpans(hours, reported)) {
    if (end <= countedTo) continue;
    yield [Math.max(start, countedTo), end];
    countedTo = end;
  }
}

// The same time of day on the day on which the hours open for the `count`th time after the first.
function daysAfter({ zone }, spans, count) {
  const first = spans.next().value;
  if (!first) return null;
  const start = wallClock(zone, first[0]);
  let last = dayAt(zone, first[0]);
  let left = count;
  for (const [opens] of spans) {
    const day = dayAt(zone, opens);
    if (day <= last) continue;
    last = day;
    left -= 1;
    if (left === 0) return instantOf(zone, day + Math.floor((start % DAY) / LENGTHS.minute) * LENGTHS.minute);
  }
  return null;
}

/**
 * When a response target runs out for what is reported at `reported`: by the clock without hours, else while they are open. A day of
 * hours lasts until the same time on the next day on which they open. Null when they don't open for long enough.
 * @param {{ count: number, unit: "minute" | "hour" | "day", hours: Object | null }} target
 */
export function due({ count, unit, hours }, reported) {
  let left = count * LENGTHS[unit];
  if (!hours || hours.always) return reported + left;
  const spans = spansAfter(hours, reported);
  if (unit === "day") return daysAfter(hours, spans, count);
  for (const [opens, closes] of spans) {
    if (closes - opens >= left) return opens + left;
    left -= closes - opens;
  }
  return null;
}
