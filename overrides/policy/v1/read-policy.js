// Read policy.json: which severity level answers lead to, who is covered at an instant, and when a response target runs out.
// Needs nothing but a browser or another engine with time zones. Instants are milliseconds since 1970. Take it, change it, translate
// it: cases.json says what another reader has to find out.
const DAY = 86_400_000;
const MINUTE = 60_000;
const LENGTHS = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };
const PARTS = ["year", "month", "day", "hour", "minute", "second"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const HORIZON = 400;
const UNSURE = "unsure";
const formats = new Map();

/** The possible levels (the worst first) and categories, and what decides the worst. A missing answer excludes nothing. */
export function classify(policy, answers) {
  const { table, unsure_category: unsureCategory } = policy.severity;
  const known = Object.entries(answers).filter(([, answer]) => answer !== UNSURE);
  const rows = table.filter(({ when }) => known.every(([question, answer]) => (when[question] ?? answer) === answer));
  if (rows.length === 0) throw new RangeError("answers that this policy does not have");
  const sound = rows.filter(row => row.impossible === null);
  const levels = policy.levels.map(({ id }) => id).filter(id => sound.some(row => row.level === id));
  const categories = policy.categories.map(({ id }) => id).filter(id => sound.some(row => row.category === id));
  const worst = levels.length > 0 ? sound.filter(row => row.level === levels[0]) : rows;
  const { category, rule, exclusion, impossible } =
    worst.find(row => row.category === unsureCategory && row.impossible === null) ?? worst[0];
  return {
    levels,
    categories,
    category: levels.length === 1 ? category : unsureCategory,
    rule,
    exclusion,
    impossible,
  };
}

/** What holds at an instant for some levels, the worst first, and whoever asks in a time zone. */
export function readMoment(policy, levels, category, at, zone) {
  const [level] = levels;
  const isSure = levels.length === 1;
  const open = policy.schedules.filter(hours => isOpen(hours, at, zone)).map(({ id }) => id);
  const state = policy.states.find(
    each => each.open.every(id => open.includes(id)) && !each.closed.some(id => open.includes(id)),
  );
  const cover = policy.coverage.covers.find(each => each.category === category && each.levels.includes(level));
  const isInside = open.includes(cover.schedule) || cover.outside === null;
  const situation = policy.severity?.situations.find(
    each =>
      each.unsure === !isSure &&
      each.levels.includes(level) &&
      isAny(each.categories, category) &&
      isAny(each.states, state.id),
  );
  const isUsable = ({ schedule, always_open_to: always }) =>
    schedule !== null && (open.includes(schedule) || (isSure && always.includes(level)));
  return {
    open,
    cover: isSure ? (isInside ? cover.inside : cover.outside) : null,
    situation: situation?.id ?? null,
    channels: policy.channels.filter(isUsable).map(({ id }) => id),
    due: isSure ? listDue(policy, level, category, at, zone) : [],
  };
}

// An empty list stands for all.
const isAny = (list, value) => list.length === 0 || list.includes(value);

// When each first response and resolution is due, for each region. Updates run from the last news.
function listDue(policy, level, category, at, zone) {
  return policy.targets.flatMap((target, number) => {
    const isFor = target.levels.includes(level) && isAny(target.categories, category);
    if (target.promise === "update" || !isFor) return [];
    const schedule = policy.schedules.find(({ id }) => id === target.schedule);
    return (schedule ? byRegion(schedule) : [[null, null]]).map(([region, hours]) => ({
      target: number,
      region,
      by: findDue(target.within, hours, at, zone),
    }));
  });
}

const byRegion = schedule => [
  [null, schedule],
  ...schedule.regional.map(each => [
    each.region,
    { ...each, holidays: each.holidays ?? schedule.holidays, closures: schedule.closures },
  ]),
];

/** Whether hours are open at an instant. */
export function isOpen(hours, at, zone) {
  for (const [start, end] of listSpans(hours, at, 2, zone)) if (start <= at && at < end) return true;
  return false;
}

/** When a target like "2 hours" runs out, by the clock when `hours` is null; null when that is out of sight. */
export function findDue(within, hours, at, zone) {
  const [number, unit] = within.replace(/s$/, "").split(" ");
  let left = Number(number) * LENGTHS[unit];
  if (!hours || neverCloses(hours)) return at + left;
  const place = zoneOf(hours, zone);
  let count = Number(number);
  let counted = at;
  let began = null;
  let day = null;
  for (const [opens, end] of listSpans(hours, at, HORIZON, zone)) {
    if (end <= counted) continue;
    const start = Math.max(opens, counted);
    counted = end;
    if (unit !== "day") {
      if (end - start >= left) return start + left;
      left -= end - start;
      continue;
    }
    const local = wallClock(place, start);
    const midnight = Math.floor(local / DAY) * DAY;
    if (began === null) [began, day] = [Math.floor((local % DAY) / MINUTE) * MINUTE, midnight];
    else if (midnight > day) {
      day = midnight;
      count -= 1;
      if (count === 0) return instantOf(place, day + began);
    }
  }
  return null;
}

function neverCloses({ windows, holidays, closures }) {
  const minutes = windows.reduce(
    (sum, window) => sum + window.days.length * (minutesOf(window)[1] - minutesOf(window)[0]),
    0,
  );
  return minutes * MINUTE === 7 * DAY && !holidays?.length && closures.length === 0;
}

// The open spans from two days before an instant on, in order. A span belongs to the day on which it opens; on closed days nothing opens.
function* listSpans(hours, at, count, zone) {
  const place = zoneOf(hours, zone);
  const today = Math.floor(wallClock(place, at) / DAY) * DAY;
  const closed = [
    ...(hours.holidays ?? []).map(({ day }) => [day, day]),
    ...hours.closures.map(each => [each.first_day, each.last_day]),
  ];
  const isClosed = midnight => {
    const day = new Date(midnight).toISOString().slice(0, 10);
    return closed.some(([first, last]) => first <= day && day <= last);
  };
  for (let midnight = today - 2 * DAY; midnight <= today + count * DAY; midnight += DAY) {
    if (isClosed(midnight)) continue;
    const weekday = DAYS[new Date(midnight).getUTCDay()];
    yield* hours.windows
      .filter(({ days }) => days.includes(weekday))
      .map(window => {
        const [opens, closes] = minutesOf(window);
        const end = isClosed(midnight + DAY) ? Math.min(closes * MINUTE, DAY) : closes * MINUTE;
        return [instantOf(place, midnight + opens * MINUTE), instantOf(place, midnight + end)];
      })
      .filter(([start, end]) => start < end)
      .sort((one, other) => one[0] - other[0]);
  }
}

// Opening and closing in minutes after midnight; a window that closes before it opens runs into the next day.
function minutesOf(window) {
  const [opens, closes] = [window.opens, window.closes].map(
    clock => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)),
  );
  return [opens, closes > opens ? closes : closes + 1440];
}

const zoneOf = (hours, zone) => (hours.zone === "customer" ? zone : hours.zone);

// The local time at an instant, and the instant of a local time; local times are written as if they were UTC.
function wallClock(place, instant) {
  if (!formats.has(place)) {
    const numbers = Object.fromEntries(PARTS.map(part => [part, "numeric"]));
    formats.set(place, new Intl.DateTimeFormat("en-US", { timeZone: place, hourCycle: "h23", ...numbers }));
  }
  const part = {};
  for (const { type, value } of formats.get(place).formatToParts(instant)) part[type] = Number(value);
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

// A skipped time moves on with the clocks, and one that happens twice is its first.
function instantOf(place, wall) {
  const offsetAt = instant => wallClock(place, instant) - instant;
  const [before, after] = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
  const isRight = offset => offsetAt(wall - offset) === offset;
  return wall - (isRight(before) || !isRight(after) ? before : after);
}

/** What this reader finds out for a case. */
export function readCase(policy, test) {
  const decided = { rule: null, exclusion: null, impossible: null };
  const given = test.answers
    ? classify(policy, test.answers)
    : { levels: [test.level], categories: [test.category], category: test.category, ...decided };
  const { category, ...found } = given;
  if (found.levels.length === 0) return found;
  const moment = readMoment(policy, found.levels, category, Date.parse(test.at), test.zone);
  const inWords = instant => instant && new Date(instant).toISOString().replace(".000Z", "Z");
  return { ...found, ...moment, due: moment.due.map(each => ({ ...each, by: inWords(each.by) })) };
}
