// What the panel adds to a <status-embed>: what is open now, and folded below it updates, parts and maintenance.
import { makeCalendar } from "./status-calendar.js";
import { relative } from "./status-embed.js";
import { isOn, LEVELS } from "./status-record.js";
import { CLOCK_SHORT, settings } from "./status-store.js";

const DAY = 86_400_000;
const UPDATES_SHOWN = 5;
const PARTS_AT_A_GLANCE = 6;

/**
 * The values of the panel's template for a record.
 * @param {HTMLElement} embed Gives templates, levels and moments.
 * @param {import("./status-record.js").StatusRecord} record
 * @param {import("./status-record.js").Issue} [current] What the summary is about.
 * @returns {Record<string, unknown>}
 */
export function panel(embed, record, current) {
  const { components, incidents, maintenances } = record;
  const { stale, grace, shown } = settings.timing;
  const now = Date.now();

  // The list an incident or a maintenance belongs in. A maintenance with neither dates nor news has none.
  function listOf(item) {
    const isStale = now - Date.parse(item.updatedAt || item.startedAt) > stale;
    if (incidents.includes(item)) return isStale ? "older" : "incidents";
    if (item.phase !== "in_progress" && now - Date.parse(item.endsAt) > grace) return "past";
    if (isStale && !item.startsAt && !item.endsAt) return "none";
    return isOn(item) ? "running" : "planned";
  }

  const all = [...incidents, ...maintenances];
  // The summary has told all of the current one, but not that nobody has written about it for long.
  const told = all.filter(item => item !== current || listOf(item) === "older");
  const issuesIn = list => told.filter(item => listOf(item) === list);
  // A maintenance stands below a heading that says its phase.
  const listed = item => (item.impact ? issueValues(embed, item) : { ...issueValues(embed, item), phase: "" });
  const show = list => issuesIn(list).map(item => embed.piece("issue", listed(item)));
  const fine = components.filter(({ status }) => status === "operational");
  const affected = components.filter(({ status }) => status !== "operational");
  affected.sort((a, b) => LEVELS.indexOf(b.status) - LEVELS.indexOf(a.status));
  const isGrouped = components.some(({ group }) => group);
  const isMore = affected.length > PARTS_AT_A_GLANCE || isGrouped;
  // The affected parts, or those that are fine where nothing is open.
  const seen = (affected.length || current ? affected : fine).slice(0, PARTS_AT_A_GLANCE);
  const others = isGrouped ? fine : fine.filter(component => !seen.includes(component));
  const glance = partsOf(embed, seen);
  const calendar = makeCalendar(record);

  function nowValues() {
    const values = issueValues(embed, current);
    const isSeen = current.components.every(name => seen.some(component => component.name === name));
    return { ...values, parts: isSeen ? "" : values.parts, glance, advice: incidents.includes(current) };
  }

  const counts = {
    ...Object.fromEntries(["incidents", "running", "older", "past"].map(list => [list, issuesIn(list).length])),
    affected: isMore ? affected.length : 0,
    others: others.length,
  };
  return {
    now: current && embed.piece("now", nowValues()),
    glance,
    details: Object.values(counts).some(Boolean),
    ...Object.fromEntries(Object.entries(counts).map(([list, count]) => [`${list}Count`, count])),
    incidents: show("incidents"),
    running: show("running"),
    planned: show("planned"),
    older: show("older"),
    past: show("past"),
    calendar: calendar && `data:text/calendar;charset=utf-8,${encodeURIComponent(calendar)}`,
    affected: isMore && groups(embed, affected.slice(0, shown)),
    hidden: affected.slice(shown).length,
    others: groups(embed, others.slice(0, 6 * shown)),
    unlisted: others.slice(6 * shown).length,
  };
}

/** The name of what to do now; below an open incident, for those who have another problem. */
export function adviceFor({ indicator, incidents } = { indicator: "unknown", incidents: [] }) {
  if (incidents.length) return "follow";
  return indicator === "operational" || indicator === "unknown" ? indicator : "reported";
}

function issueValues(embed, item) {
  const { startsAt, endsAt } = item;
  const isAhead = Date.parse(startsAt) > Date.now();
  const isDue = Date.parse(endsAt) < Date.now();
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  const isRange = isAhead && length >= 0 && length < DAY;
  const wordOf = phase => embed.template("phases").dataset[phase];
  const updates = item.updates
    .slice(0, UPDATES_SHOWN)
    .map(({ at, phase, body }) => embed.piece("update", { body, phase: wordOf(phase), at: moment(embed, at) }));
  return {
    title: item.title,
    url: item.url,
    phase: wordOf(item.phase),
    level: item.impact && embed.level(item.impact, "headline"),
    parts: item.components.join(", "),
    bare: !item.updates.length,
    changed: relative(item.updatedAt),
    when: item.startedAt || startsAt,
    startedAt: moment(embed, item.startedAt ?? (isAhead ? "" : startsAt)),
    startsAt: isAhead && moment(embed, startsAt, { future: true }, isRange ? endsAt : startsAt),
    endsAt: !isRange && !isDue && moment(embed, endsAt, { future: true }),
    dueAt: isDue && moment(embed, endsAt),
    // The newest update says it already.
    updatedAt: item.updates[0]?.at === item.updatedAt ? "" : moment(embed, item.updatedAt),
    updates,
  };
}

// A moment, or the hours from it to an end: how long ago, then in the reader's time, in UTC, and in the provider's zone.
function moment(embed, time, options, end = time) {
  if (!time) return "";
  const inZone = zone => embed.moment(time, zone, CLOCK_SHORT, end);
  const provider = settings.zone && inZone(settings.zone) !== inZone() ? inZone(settings.zone) : "";
  // A reader at the provider's clock, or at UTC, needs no second one.
  const alone = settings.zone ? !provider : new Date(time).getTimezoneOffset() === 0;
  // A day of the week is enough within one.
  const isNear = Math.abs(Date.parse(time) - Date.now()) < 6 * DAY;
  const reader = embed.moment(time, undefined, isNear ? CLOCK_SHORT : undefined, end);
  const values = { reader, utc: !alone && inZone("UTC"), provider };
  return embed.piece("moment", { ...values, relative: relative(time, options) });
}

const partsOf = (embed, components) =>
  components.map(({ name, status }) => embed.piece("part", { name, level: embed.level(status) }));

function groups(embed, components) {
  const names = [...new Set(components.map(({ group }) => group))];
  return names.map(group => {
    const parts = partsOf(
      embed,
      components.filter(component => component.group === group),
    );
    return embed.piece("group", { group, parts });
  });
}
