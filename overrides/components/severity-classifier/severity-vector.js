/**
 * The vector: the answers behind a result as one readable line, like CHECK:1/reach:all/affected:customer. The number is the
 * version of the rules; the rest are ids of severity.yml. It stands in the address and in the ticket.
 */
import { UNSURE } from "./severity-table.js";

const NAME = "check";
const ADDRESS = "vector";
/** What older addresses held besides answers, or what this page's address holds besides the vector. */
const NO_ANSWER = new Set(["v", ADDRESS, "step", "code", "now", "trail", "verdict", "steps", "q", "h"]);
/** A code of an earlier version: the level, a letter for the category, and five or more signs. */
const OLD_CODE = /^(?=.*\d)\s*[a-z0-9]+[-\s]?[a-z][-\s]?[a-z0-9]{5,}\s*$/i;
const LINK = /^\s*https?:/i;

/**
 * @typedef {Object} Reading
 * @property {import("./severity-table.js").Answers} answers what today's rules know
 * @property {string[]} unknown what they do not know, as it was written
 * @property {number} version the version of the rules that it names, or today's
 * @property {"code" | "form" | null} refused why it cannot be read: a code of an earlier version, or no vector
 * @property {string} [code] that code
 */

/** @returns {string} */
export function writeVector(table, answers) {
  const named = table.questions.filter(({ id }) => answers.has(id)).map(({ id }) => `${id}:${answers.get(id)}`);
  return [`${NAME.toUpperCase()}:${table.version}`, ...named].join("/");
}

/** Answers of an older version in the ids of today's: each later version says how it reads those before it. */
function renew(table, pairs, version) {
  let known = new Map(pairs);
  for (const { version: since, readings } of table.changes) {
    if (since <= version) continue;
    const found = new Map();
    for (const { was, now } of readings) {
      const holds = Object.entries(was).every(([question, answer]) => known.get(question) === answer);
      const fits = Object.entries(now).every(([question, answer]) => (found.get(question) ?? answer) === answer);
      if (holds && fits) for (const [question, answer] of Object.entries(now)) found.set(question, answer);
    }
    const read = new Set(readings.flatMap(({ was }) => Object.keys(was)));
    known = new Map([...[...known].filter(([question]) => !read.has(question)), ...found]);
  }
  return [...known];
}

/** Sort pairs of ids into what today's rules know and what they do not. @returns {Reading} */
export function readPairs(table, pairs, version = table.version) {
  const found = new Map();
  const unknown = [];
  for (const [question, answer] of renew(table, pairs, version)) {
    const asked = table.questions.find(({ id }) => id === question);
    if (asked && (answer === UNSURE ? asked.offersUnsure : asked.answers.includes(answer))) found.set(question, answer);
    else unknown.push(answer ? `${question}:${answer}` : question);
  }
  const answers = new Map(table.questions.filter(({ id }) => found.has(id)).map(({ id }) => [id, found.get(id)]));
  return { answers, unknown, version, refused: null };
}

/** Read a vector as it was pasted or typed: in any order and case, with spaces or commas too, or a whole link. @returns {Reading} */
export function readVector(table, text) {
  if (LINK.test(text)) return readAddress(table, new URLSearchParams(text.trim().replace(/^[^?]*\??|#.*$/g, "")));
  const parts = text
    .toLowerCase()
    .replace(/-\s+/g, "-") // a mail program may break a line after a hyphen
    .split(/[\s/,;]+/)
    .filter(Boolean);
  const pairs = parts.map(part => part.split(":"));
  const version = Number(pairs.find(([name]) => name === NAME)?.[1]);
  const found = readPairs(
    table,
    pairs.filter(([name]) => name !== NAME),
    Number.isInteger(version) ? version : table.version,
  );
  if (found.answers.size === 0 && !Number.isInteger(version)) found.refused = OLD_CODE.test(text) ? "code" : "form";
  return found;
}

/** Read the address: a vector, or the answers one by one as earlier addresses have them. @returns {Reading} */
export function readAddress(table, params) {
  if (params.has(ADDRESS)) return readVector(table, params.get(ADDRESS));
  if (params.has("code")) return { ...readPairs(table, []), refused: "code", code: params.get("code").trim() };
  const pairs = [...params].filter(([name]) => !NO_ANSWER.has(name));
  const found = readPairs(table, pairs, params.has("v") ? Number(params.get("v")) : table.version);
  return params.has("v") || found.answers.size > 0 ? found : { ...found, unknown: [] };
}

/** The address of the answers and of a step. @returns {URL} */
export function writeAddress(table, answers, step, base) {
  const url = new URL(base);
  for (const name of [...url.searchParams.keys()])
    if (!["now", "trail", "steps"].includes(name)) url.searchParams.delete(name);
  if (step !== null) url.searchParams.set("step", step);
  const vector = answers.size > 0 ? `${ADDRESS}=${writeVector(table, answers)}` : ""; // readable: nothing in it needs an escape
  url.search = [vector, url.searchParams.toString()].filter(Boolean).join("&");
  url.hash = "";
  return url;
}
