// What the panel adds to a <status-embed>: parts by group, incidents, maintenance now, next and past.
import { isRunning, stamp } from "./status-record.mjs";
import { fill } from "./status-embed.mjs";
import { settings } from "./status-store.mjs";

const DAY = 86400000;

// The slots of the panel's template for a record. `embed` gives the templates, levels and moments.
export function panel(embed, record) {
  const { stale_days, grace, shown } = settings.timing;
  const now = Date.now();
  const isStale = ({ updatedAt, startedAt = "" }) => now - Date.parse(updatedAt || startedAt) > stale_days * DAY;
  const isPast = (item) => item.phase !== "in_progress" && now - Date.parse(item.endsAt) > grace * 1000;
  const isNow = (item) => isRunning(item, stamp(now)) && !isPast(item);
  const dated = record.maintenances.filter((item) => item.startsAt || item.endsAt || !isStale(item));
  const severity = ({ status }) => settings.rules.levels.indexOf(status);
  const affected = record.components.filter(({ status }) => status !== "operational").sort((a, b) => severity(b) - severity(a));
  const others = record.components.filter(({ status }) => status === "operational");
  const issues = (list) => list.map((item) => issue(embed, item));
  return {
    quiet: !record.incidents.length,
    incidents: issues(record.incidents.filter((item) => !isStale(item))),
    older: issues(record.incidents.filter(isStale)),
    running: issues(dated.filter(isNow)),
    planned: issues(dated.filter((item) => !isNow(item) && !isPast(item))),
    past: issues(dated.filter(isPast)),
    affected: groups(embed, affected.slice(0, shown)),
    hidden: affected.slice(shown).length,
    others: groups(embed, others.slice(0, 6 * shown)),
    unlisted: others.slice(6 * shown).length,
  };
}

function issue(embed, item) {
  const times = { since: item.startedAt, starts: item.startsAt, ends: item.endsAt, updated: item.updatedAt };
  for (const name in times) times[name] = zones(embed, times[name]);
  const phase = embed.template("phases").dataset[item.phase];
  const level = item.impact && embed.level(item.impact);
  return fill(embed.template("issue"), { ...item, ...times, phase, level, parts: item.components.join(", ") });
}

// A moment in the reader's time, in UTC, and in the provider's zone.
function zones(embed, time) {
  const inZone = (zone) => embed.moment(time, zone, settings.clock_short);
  const provider = settings.zone !== "UTC" && inZone(settings.zone);
  return time && fill(embed.template("moment"), { reader: embed.moment(time), utc: inZone("UTC"), provider });
}

function groups(embed, components) {
  const part = ({ name, status }) => fill(embed.template("part"), { name, level: embed.level(status) });
  const named = Map.groupBy(components, ({ group }) => group);
  return [...named].map(([group, list]) => fill(embed.template("group"), { group, parts: list.map(part) }));
}
