// The search worker, named in the theme's configuration in place of its own. It speaks the theme's protocol:
// setup (0) is answered by ready (1), a query (2) by a result (3). Nothing is fetched before the first query;
// a query of blanks alone, which the box sends when it opens, fetches what every search needs.

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;
const ASK = "ask"; // ours: a question with an id
const TOLD = "told";

const EMPTY = 80; // ms without a key until an empty box is answered

const here = self.location.href;
let folder = "";
let engine = null;
let latest = 0;

/** It is fetched before it is loaded: loading stops the worker for as long as the line takes. */
async function loadLunr(language) {
  const address = new URL(`../../search/lunr-${language}.js`, here);
  await (await fetch(address, { priority: "low" })).arrayBuffer();
  importScripts(address);
  return self.lunr;
}

async function openEngine() {
  const early = fetch(new URL("root.idx", folder), { signal: AbortSignal.timeout(15000) });
  early.catch(() => {}); // the store reports it
  const get = (url, options) => (url.href.endsWith("/root.idx") ? early : fetch(url, options));
  const [{ openSearch }, { toItems }] = await Promise.all([import("./engine.js"), import("./items.js")]);
  return { ...(await openSearch(folder, loadLunr, get)), toItems };
}

function warm() {
  engine ??= openEngine();
  engine.catch(() => {
    engine = null;
  }); // tried again with the next query
  return engine;
}

const FAILED = `<data class="search-note" value='{"failed":true}' hidden></data>`;

/** A result that tells the box's script, or at least shows, that the index cannot be had. */
const failure = () => [[{ location: "topics/", title: FAILED, text: "", score: 1, terms: {} }]];

async function answer(typed, turn) {
  const ready = warm();
  await new Promise(resolve => setTimeout(resolve)); // keys that came meanwhile make this one idle
  const { ask, toItems } = await ready;
  return turn === latest ? toItems(typed, await ask(typed)) : null;
}

/** The empty box is answered too, unless the reader goes on typing. */
async function replyToBlank(typed, turn) {
  if (typed) return warm().catch(() => {});
  await new Promise(resolve => setTimeout(resolve, EMPTY));
  if (turn === latest) postMessage({ type: RESULT, data: { items: [] } });
}

async function reply(typed) {
  const turn = ++latest;
  if (!typed.trim()) return replyToBlank(typed, turn);
  const items = await answer(typed, turn).catch(failure);
  if (items && turn === latest) postMessage({ type: RESULT, data: { items } });
}

/** Questions of our own pages: each has an id and gets its own reply, as plain data. */
async function tell({ id, query, limit }) {
  try {
    const { ask } = await warm();
    postMessage({ type: TOLD, id, found: await ask(query, limit) });
  } catch (reason) {
    postMessage({ type: TOLD, id, failed: String(reason) });
  }
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    folder = new URL(`../../search/${data.config.index || location.hash.slice(1)}/`, here);
    postMessage({ type: READY });
  }
  if (type === QUERY) reply(data);
  if (type === ASK) tell(data);
});
