/**
 * Keeps ticket drafts in this browser, and nowhere else. Two tabs never overwrite each other silently: every kept record
 * carries a mark, and a tab writes only over the mark it knows.
 */

export const KEY = "portal.ticket-draft";
const VERSION = 1;
const DAY = 86400000;

const isText = value => typeof value === "string";

/** An empty problem. `values` holds answers by field. */
export function newProblem(values = {}) {
  return { values, examples: [], verdict: null };
}

function checkProblem(problem) {
  const values = Object.entries(problem?.values ?? {}).filter(([, value]) => isText(value));
  const examples = Array.isArray(problem?.examples) ? problem.examples.filter(each => isText(each?.text)) : [];
  const verdict = isText(problem?.verdict?.vector) ? problem.verdict : null;
  return {
    values: Object.fromEntries(values),
    examples: examples.map(({ text, shows }) => ({ text, shows: shows === true })),
    verdict,
  };
}

/** What is kept, as {state, record}. States: none, kept, expired (and erased), unreadable, forbidden. */
export function readDraft(now) {
  let text;
  try {
    if (localStorage.forgets) return { state: "forbidden", record: null };
    text = localStorage.getItem(KEY);
  } catch {
    return { state: "forbidden", record: null };
  }
  if (text === null) return { state: "none", record: null };
  try {
    const { version, mark, expires, problems, current } = JSON.parse(text);
    if (version !== VERSION || !isText(mark) || !Array.isArray(problems) || problems.length === 0)
      throw new TypeError("another format");
    if (expires <= now) return { state: eraseDraft() ? "expired" : "forbidden", record: null };
    const at = Number.isInteger(current) && problems[current] ? current : 0;
    return { state: "kept", record: { mark, expires, problems: problems.map(checkProblem), current: at } };
  } catch {
    return { state: "unreadable", record: null };
  }
}

/**
 * Keeps problems for some days. `known` is the mark of the record this tab has seen last (null for none).
 *
 * Out: {state, mark}. States: kept, changed (another tab wrote; nothing was overwritten), full, forbidden.
 */
export function keepDraft({ problems, current }, known, now, days) {
  const { state, record } = readDraft(now);
  if (state === "forbidden") return { state, mark: known };
  if (record !== null && record.mark !== known) return { state: "changed", mark: known };
  const mark = `${now}-${Math.random()}`;
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: VERSION, mark, expires: now + days * DAY, problems, current }));
    return { state: "kept", mark };
  } catch (error) {
    return { state: error.name === "QuotaExceededError" ? "full" : "forbidden", mark: known };
  }
}

/** Forgets everything; false when the browser does not let the page. */
export function eraseDraft() {
  try {
    localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/** Adds what another page found out (answers by field, examples) to the draft in work; true when it was kept. */
export function addToDraft(values, examples, now, days) {
  const { record } = readDraft(now);
  const draft = record ?? { mark: null, problems: [newProblem()], current: 0 };
  const problem = draft.problems[draft.current];
  Object.assign(problem.values, values);
  const known = new Set(problem.examples.map(({ text }) => text));
  problem.examples.push(...examples.filter(text => !known.has(text)).map(text => ({ text, shows: false })));
  return keepDraft(draft, draft.mark, now, days).state === "kept";
}
