// Planned maintenance as an iCalendar file (RFC 5545).

const LINE_BYTES = 74;
const encoder = new TextEncoder();

const escapeText = text => text.replace(/[\\;,]/g, "\\$&");
const compact = time => time.replace(/[-:]/g, "");

// Breaks a line between characters, so that no piece has more bytes than a line may have.
function fold(line) {
  let folded = "";
  let size = 0;
  for (const letter of line) {
    const bytes = encoder.encode(letter).length;
    if (size + bytes > LINE_BYTES) {
      folded += "\r\n ";
      size = 1;
    }
    folded += letter;
    size += bytes;
  }
  return folded;
}

function eventLines(maintenance, { page, fetchedAt }) {
  const { id, title, startsAt, endsAt, updatedAt, updates, components, url } = maintenance;
  const about = [updates[0]?.body, components.join(", ")].filter(Boolean).map(escapeText).join("\\n");
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(id)}@${page.url.split("/")[2]}`,
    `DTSTAMP:${compact(updatedAt || fetchedAt)}`,
    `DTSTART:${compact(startsAt)}`,
    ...(endsAt > startsAt ? [`DTEND:${compact(endsAt)}`] : []),
    `SUMMARY:${escapeText(title)}`,
    ...(about ? [`DESCRIPTION:${about}`] : []),
    `URL:${url}`,
    "END:VEVENT",
  ];
}

/**
 * The calendar of all maintenances of a record that have a start, or "" when there is none.
 * @param {import("./status-record.js").StatusRecord} record
 * @returns {string}
 */
export function makeCalendar(record) {
  const planned = record.maintenances.filter(({ startsAt }) => startsAt);
  if (!planned.length) return "";
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//support portal//planned maintenance//EN",
    "METHOD:PUBLISH",
    ...planned.flatMap(maintenance => eventLines(maintenance, record)),
    "END:VCALENDAR",
  ];
  return lines.map(line => `${fold(line)}\r\n`).join("");
}
