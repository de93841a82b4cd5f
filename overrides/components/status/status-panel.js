// What the panel adds to a <status-embed>: parts by group, incidents, maintenance now, next and past.
import { makeCalendar } from "./status-calendar.js";
import { isOn, LEVELS } from "./status-record.js";
import { settings } from "./status-store.js";

// The slots of the panel's template for a record. `embed` gives the templates, levels and moments.
export function panel(embed, record) {
  const { components, incidents, maintenances } = record;
  const { stale, grace, shown } = settings.timing;
  const now = Date.now();

  // The slot an incident or a maintenance belongs in. A maintenance with neither dates nor news has none.
  function slotOf(item) {
    const isStale = now - Date.parse(item.updatedAt || item.startedAt) > stale;
    if (incidents.includes(item)) return isStale ? "older" : "incidents";
    if (item.phase !== "in_progress" && now - Date.parse(item.endsAt) > grace) return "past";
    if (isStale && !item.startsAt && !item.endsAt) return "none";
    return isOn(item) ? "running" : "planned";
  }

  const issues = {};
  for (const item of [...incidents, ...maintenances]) (issues[slotOf(item)] ??= []).push(issue(embed, item));
  const calendar = makeCalendar(record);
  const fine = components.filter(({ status }) => status === "operational");
  const affected = components.filter(({ status }) => status !== "operational");
  affected.sort((a, b) => LEVELS.indexOf(b.status) - LEVELS.indexOf(a.status));
  return {
    ...issues,
    calendar: calendar && `data:text/calendar;charset=utf-8,${encodeURIComponent(calendar)}`,
    quiet: !incidents.length,
    affected: groups(embed, affected.slice(0, shown)),
    hidden: affected.slice(shown).length,
    others: groups(embed, fine.slice(0, 6 * shown)),
    unlisted: fine.slice(6 * shown).length,
  };
}

function issue(embed, item) {
  const phase = embed.template("phases").dataset[item.phase];
  const level = item.impact && embed.level(item.impact);
  const values = { ...item, body: item.updates[0]?.body, phase, level, parts: item.components.join(", ") };
  for (const name in item) if (name.endsWith("At")) values[name] = zones(embed, item[name]);
  return embed.piece("issue", values);
}

// A moment in the reader's time, in UTC, and in the provider's zone.
function zones(embed, time) {
  const inZone = zone => zone && embed.moment(time, zone, settings.clock_short);
  return (
    time && embed.piece("moment", { reader: embed.moment(time), utc: inZone("UTC"), provider: inZone(settings.zone) })
  );
}

function groups(embed, components) {
  const part = ({ name, status }) => embed.piece("part", { name, level: embed.level(status) });
  const names = [...new Set(components.map(({ group }) => group))];
  return names.map(group => {
    const parts = components.filter(component => component.group === group).map(part);
    return embed.piece("group", { group, parts });
  });
}
