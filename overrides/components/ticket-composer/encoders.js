/** One ticket, {subject, sections: [{title, text}]}, in every form it can leave the page in. No form loses a character. */

const BYTES_PER_WORD = 42;
// four bytes, three characters each: the longest that one character becomes in a link
const BYTES_ENCODED = 12;
const ALPHABET =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const TWO_PLACES = "^{}\\[~]|€";

/** Text with one kind of line end and without characters that no mail may carry. */
export function clean(text) {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .trim();
}

/** Text on one line. */
export function cleanLine(text) {
  return clean(text).replace(/\s+/g, " ");
}

const indent = (text, mark) =>
  text
    .split("\n")
    .map(line => mark + line)
    .join("\n");

/** Headings stand at the margin, answers are indented: no answer can pass for a heading. */
export function toText({ sections }) {
  const parts = sections.map(({ title, text }) => [title, indent(text, "  ")].join("\n"));
  return parts.join("\n\n").concat("\n");
}

export function toMarkdown({ subject, sections }) {
  const escapeMarkdown = text => text.replace(/[\\`*_[\]<>#|~&]/g, "\\$&");
  const parts = sections.map(
    ({ title, text }) =>
      `## ${escapeMarkdown(title)}\n\n${indent(escapeMarkdown(text).replaceAll("\n", "\\\n"), "> ")}`,
  );
  const title = `# ${escapeMarkdown(subject)}`; // on its own: the minifier takes blanks out of a template in a template
  return `${[title, ...parts].join("\n\n")}\n`;
}

function toBase64(text) {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** A header's value by RFC 2047, folded: plain where it can be, else in encoded words of at most 75 characters. */
function encodeHeader(text) {
  if (/^[\x20-\x7e]{0,60}$/.test(text) && !text.includes("=?")) return text;
  const words = [""];
  let used = 0;
  for (const character of text) {
    const size = new TextEncoder().encode(character).length;
    if (used + size > BYTES_PER_WORD) [used] = [0, words.push("")];
    words[words.length - 1] += character;
    used += size;
  }
  return words.map(word => `=?UTF-8?B?${toBase64(word)}?=`).join("\r\n ");
}

/** The ticket as a mail file. X-Unsent makes mail programs open it ready to be sent. */
export function toEml(ticket, address) {
  const headers = [
    `To: ${address}`,
    `Subject: ${encodeHeader(ticket.subject)}`,
    "X-Unsent: 1",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
  ];
  const body = toBase64(toText(ticket).replaceAll("\n", "\r\n")).replace(/.{76}/g, "$&\r\n");
  return `${headers.join("\r\n")}\r\n\r\n${body}\r\n`;
}

/** Percent-encodes every character that is not a letter or a digit; line ends become CRLF. */
function encodePart(text) {
  return encodeURIComponent(text.replaceAll("\n", "\r\n")).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** {href, length, fits}: the mail link; when the whole ticket is too long for `most` characters, only its subject. */
export function toMailLink(ticket, address, most) {
  const base = `mailto:${address}?subject=`;
  const href = `${base}${encodePart(ticket.subject)}&body=${encodePart(toText(ticket))}`;
  if (href.length <= most) return { href, length: href.length, fits: true };
  const room = Math.floor((most - base.length) / BYTES_ENCODED);
  return { href: base + encodePart([...ticket.subject].slice(0, room).join("")), length: href.length, fits: false };
}

/** Text in the alphabet of text messages (3GPP TS 23.038): accents that it lacks go, other signs become question marks. */
function toAlphabet(text) {
  const fold = character => {
    if (ALPHABET.includes(character) || TWO_PLACES.includes(character)) return character;
    const plain = character.normalize("NFKD").replace(/\p{M}/gu, "");
    return [...plain]
      .map(part =>
        ALPHABET.includes(part)
          ? part
          : ({ "–": "-", "—": "-", "’": "'", "…": "...", "“": '"', "”": '"' }[part] ?? "?"),
      )
      .join("");
  };
  return [...text].map(fold).join("");
}

/** How many of a message's characters a text takes: some signs take two. */
export function countCharacters(text) {
  return [...text].reduce((sum, character) => sum + (TWO_PLACES.includes(character) ? 2 : 1), 0);
}

function cut(text, most) {
  let used = 0;
  const kept = [...text].filter(character => (used += countCharacters(character)) <= most);
  return kept.join("");
}

/** One text message: what must arrive stands at both ends, the subject is cut to what is left. */
export function toTextMessage(start, subject, end, most) {
  const [head, tail] = [toAlphabet(start), toAlphabet(end)];
  const room = most - countCharacters(head) - countCharacters(tail) - 2;
  if (room < 10) return cut([head, toAlphabet(subject)].filter(Boolean).join(" "), most);
  return [head, cut(toAlphabet(subject), room), tail].filter(Boolean).join(" ");
}

/** What a link may hand to a messenger: letters, digits, hyphens and underscores. */
export function toStartValue(parts, most) {
  return parts
    .filter(Boolean)
    .map(part => part.replace(/[^A-Za-z0-9-]/g, ""))
    .join("_")
    .slice(0, most);
}
