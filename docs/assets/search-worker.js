// The search worker, named in the theme's configuration in place of its own. It speaks the theme's protocol:
// setup (0) is answered by ready (1), a query (2) by a result (3). Nothing is fetched before the first query;
// a query of blanks alone, which the box sends when it opens, fetches what every search needs.

const SETUP = 0
const READY = 1
const QUERY = 2
const RESULT = 3
const ASK = "ask" // ours: a question with an id
const TOLD = "told"

const MODULES = ["engine", "concepts", "items", "complaints", "postings", "proximity", "query", "ranking", "sequences", "snippets", "spelling", "store", "tokens", "vocabulary", "wanted"]

const here = self.location.href
let folder = ""
let engine = null
let latest = 0

function loadLunr() {
  importScripts(new URL("../search/lunr.js", here))
  return self.lunr
}

async function openEngine() {
  const early = fetch(new URL("root.idx", folder), { signal: AbortSignal.timeout(15000) })
  early.catch(() => {}) // the store reports it
  const get = (url, options) => (url.href.endsWith("/root.idx") ? early : fetch(url, options))
  const [{ openIndex }, items] = await Promise.all(MODULES.map((name) => import(new URL(`search/${name}.mjs`, here))))
    .then((modules) => [modules[0], modules[2]])
  const { search, context } = await openIndex(folder, loadLunr, get)
  return { search, draw: (found) => items.toItems(found, context), tell: (found) => items.toPlain(found, context) }
}

function warm() {
  engine ??= openEngine()
  engine.catch(() => { engine = null }) // tried again with the next query
  return engine
}

const FAILED = `<data class="search-note" value='{"failed":true}' hidden></data>`

/** A result that tells the box's script, or at least shows, that the index cannot be had. */
const failure = () => [[{
  location: "topics/", title: FAILED, text: "", score: 1, terms: {},
}]]

async function answer(typed, turn) {
  const ready = warm()
  await new Promise((resolve) => setTimeout(resolve)) // keys that came meanwhile make this one idle
  const { search, draw } = await ready
  if (turn !== latest) return null
  return draw(await search(typed))
}

/** The empty box is answered too, unless the reader goes on typing: a late empty answer would read as "nothing found". */
async function replyToBlank(typed, turn) {
  if (typed) return warm().catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 5))
  if (turn === latest) postMessage({ type: RESULT, data: { items: [] } })
}

async function reply(typed) {
  const turn = ++latest
  if (!typed.trim()) return replyToBlank(typed, turn)
  const items = await answer(typed, turn).catch(failure)
  if (items && turn === latest) postMessage({ type: RESULT, data: { items } })
}

/** Questions of our own pages: each has an id and gets its own reply, as plain data. */
async function tell({ id, query, limit }) {
  try {
    const { search, tell: plain } = await warm()
    postMessage({ type: TOLD, id, found: plain(await search(query, limit)) })
  } catch (reason) {
    postMessage({ type: TOLD, id, failed: String(reason) })
  }
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    folder = new URL(`../search/${data.config.index}/`, here)
    postMessage({ type: READY })
  }
  if (type === QUERY) reply(data)
  if (type === ASK) tell(data)
})
