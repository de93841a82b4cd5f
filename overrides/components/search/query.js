// What a reader typed, taken apart: words, "exact phrases", -unwanted words and kind:guide.

const PART =
  /(-?)["“”„]([^"“”„]*)["“”„]?|(?:^|(?<=\s))kind:(\S*)|(?:^|(?<=\s))-(?!(\p{L})\4+(?!\p{L}))(\p{L}{3,})(?=\s|$)|[^\s"“”„]+|\s+/gu;
const SETTING = /(^|\s)-{1,2}[\p{L}\p{N}]/u; // of a command

/** `{text, phrases, unwanted, everything, kind, open, said}`; `everything` leaves nothing out, `open` says that the last word may still be being typed. */
export function parseQuery(typed) {
  const query = { text: "", phrases: [], unwanted: [], kind: "", open: false };
  for (const match of typed.normalize("NFC").matchAll(PART)) {
    const [raw, minus, phrase, kind, , unwanted] = match;
    if (phrase !== undefined) (minus ? query.unwanted : query.phrases).push(phrase);
    else if (kind !== undefined) query.kind = kind;
    else if (unwanted !== undefined) query.unwanted.push(unwanted);
    else query.text += raw;
    query.open = phrase === undefined && kind === undefined && unwanted === undefined && raw.trim() !== "";
  }
  const isCommand = SETTING.test(query.text); // pasted: its other words behind a dash are settings, too
  if (isCommand || !(query.text.trim() || query.phrases.length)) {
    query.text = [query.text, ...query.unwanted].join(" ");
    query.unwanted = [];
  }
  query.everything = typed.replace(/(^|\s)-+(?=[\p{L}"“”„])/gu, "$1").trim();
  query.open = query.open && query.phrases.length === 0;
  query.said = [query.text, ...query.phrases].join(" ");
  return query;
}
