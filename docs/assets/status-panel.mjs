// What the panel adds to a <status-embed>: parts by group, incidents, maintenance now, next and past.
import { isOn } from "./status-record.mjs";
import { settings } from "./status-store.mjs";

// The slots of the panel's template for a record. `embed` gives the templates, levels and moments.
export function panel(embed, { components, incidents, maintenances }) {
  const { stale, grace, shown } = settings.timing;
  const { levels } = settings.rules;
  const now = Date.now();

  // The slot an incident or a maintenance belongs in. A maintenance with neither dates nor news has none.
  function slotOf(item) {
    const isStale = now - Date.parse(item.updatedAt || item.startedAt) > stale;
    if (incidents.includes(item)) return isStale ? "older" : "incidents";
    if (item.phase !== "in_progress" && now - Date.parse(item.endsAt) > grace) return "past";
    if (isStale && !item.startsAt && !item.endsAt) return "none";
    return isOn(item) ? "running" : "planned";
  }

  const issues = Object.groupBy([...incidents, ...maintenances], slotOf);
  for (const slot in issues) issues[slot] = issues[slot].map(item => issue(embed, item));
  const { fine = [], affected = [] } = Object.groupBy(components, ({ status }) =>
    status === "operational" ? "fine" : "affected",
  );
  affected.sort((a, b) => levels.indexOf(b.status) - levels.indexOf(a.status));
  return {
    ...issues,
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
  const values = { ...item, phase, level, parts: item.components.join(", ") };
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
  const named = Map.groupBy(components, ({ group }) => group);
  return [...named].map(([group, list]) => embed.piece("group", { group, parts: list.map(part) }));
}
