// What a reader typed, taken apart: words, "exact phrases", -unwanted words and kind:guide.

const PART = /(-?)["“”„]([^"“”„]*)["“”„]?|(?:^|(?<=\s))kind:(\S*)|(?:^|(?<=\s))-(?=[\p{L}\p{N}])(\S+)|[^\s"“”„]+|\s+/gu;

/** `{text, phrases, unwanted, kind, open, said}`; `open` says that the last word may still be being typed. */
export function parseQuery(typed) {
  const query = { text: "", phrases: [], unwanted: [], kind: "", open: false };
  for (const match of typed.normalize("NFC").matchAll(PART)) {
    const [raw, minus, phrase, kind, unwanted] = match;
    if (phrase !== undefined) (minus ? query.unwanted : query.phrases).push(phrase);
    else if (kind !== undefined) query.kind = kind;
    else if (unwanted !== undefined) query.unwanted.push(unwanted);
    else query.text += raw;
    query.open = phrase === undefined && kind === undefined && unwanted === undefined && raw.trim() !== "";
  }
  query.open = query.open && query.phrases.length === 0;
  query.said = [query.text, ...query.phrases].join(" ");
  return query;
}
