// The handover: what a reader saw and tried on the way through a troubleshooter, handed to the classifier and the ticket.
// One record, in the address (?trail=…) and in this tab's storage. The format is described in contributing/handover.md.
// Nothing here trusts what it reads, and nothing fails when storage is full or forbidden.

export const VERSION = 1;
const KEY = "portal.trail";
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MOST = { entries: 20, sentence: 300, encoded: 12000 };

const isId = value => typeof value === "string" && value.length <= 60 && ID.test(value);
const isSentence = value => typeof value === "string" && value.trim() !== "" && value.length <= MOST.sentence;
const isStep = value => typeof value === "string" && value.split(".").length <= 2 && value.split(".").every(isId);
const listOf = (value, accept) => (Array.isArray(value) ? value.filter(accept).slice(0, MOST.entries) : []);

/** Return `value` as a sound record, unknown and unfit parts left out; null when it is not one of this version. */
export function checkHandover(value) {
  if (value === null || typeof value !== "object" || value.version !== VERSION || !isId(value.tree)) return null;
  const known = value.known !== null && typeof value.known === "object" ? Object.entries(value.known) : [];
  return {
    version: VERSION,
    tree: value.tree,
    problem: isId(value.problem) ? value.problem : "",
    path: listOf(value.path, isStep),
    observed: listOf(value.observed, isSentence),
    tried: listOf(value.tried, isSentence),
    known: Object.fromEntries(known.filter(entry => entry.every(isId)).slice(0, MOST.entries)),
  };
}

/** Return the record as text for an address: its JSON in UTF-8, base64url, no padding. */
export function encodeHandover(record) {
  const bytes = new TextEncoder().encode(JSON.stringify(record));
  const text = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Return the record in `text`, or null when there is none that can be used. */
export function decodeHandover(text) {
  try {
    if (typeof text !== "string" || text.length > MOST.encoded) return null;
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), char => char.charCodeAt(0));
    return checkHandover(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

/** Return `address` with the record added. */
export function addHandover(address, record) {
  const url = new URL(address, location.href);
  url.searchParams.set("trail", encodeHandover(record));
  return url.href;
}

/** Return the record of the address, else of this tab, else null. */
export function readHandover() {
  const given = new URLSearchParams(location.search).get("trail");
  return (given && decodeHandover(given)) || decodeHandover(readStorage());
}

/** Keep the record for this tab; return whether that worked. */
export function writeHandover(record) {
  return tryStorage(storage => storage.setItem(KEY, encodeHandover(record)));
}

/** Forget the record of this tab; return whether that worked. */
export function eraseHandover() {
  return tryStorage(storage => storage.removeItem(KEY));
}

function readStorage() {
  let text = null;
  tryStorage(storage => {
    text = storage.getItem(KEY);
  });
  return text;
}

function tryStorage(use) {
  try {
    use(sessionStorage);
    return true;
  } catch {
    return false;
  }
}
