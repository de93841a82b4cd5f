// Asks the search worker.
//
//   await search("forgotten password", 10)
//     what is found, as results.js makes it. Throws when the index cannot be had.
//
//   await suggest("no light after a restart", 3)
//     at most three articles and troubleshooters for a text somebody wrote, best first, as
//     [{ title, url, kind, kindName }] with `url` complete. [] when there is nothing good, or no index. Never throws.
//
// Nothing is fetched before the first call. Nothing that was typed is sent, but the names of the pieces of the index that are fetched
// tell the host roughly what it was about.

import { addressOf } from "./parts.js";

const SUGGESTED = ["article", "troubleshooter", "guide", ""];

let worker = null;
let last = 0;
const waiting = new Map();

function startWorker() {
  const started = new Worker(new URL("./search-worker.js", import.meta.url));
  started.addEventListener("message", ({ data }) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  started.addEventListener("error", () => {
    worker = null; // started again with the next question
    for (const answer of waiting.values()) answer({ failed: "no worker" });
    waiting.clear();
  });
  return started;
}

export async function search(query, limit) {
  worker ??= startWorker();
  const id = ++last;
  const told = new Promise(resolve => waiting.set(id, resolve));
  const { index } = document.getElementById("search-parts").dataset;
  worker.postMessage({ id, index, query, limit });
  const { found, failed } = await told;
  if (failed) throw new Error(failed);
  return found;
}

/** Pages that may help with what somebody wrote. */
export async function suggest(text, limit = 3) {
  try {
    const { results } = await search(`${text} `, 10);
    const here = location.href.split("#")[0];
    return results
      .map(({ title, url, kind, kindName, parts }) => ({ title, url: addressOf(url), kind, kindName, parts }))
      .filter(({ url, kind, parts }) => SUGGESTED.includes(kind) && parts.coverage > 0.47 && url.split("#")[0] !== here)
      .slice(0, limit)
      .map(({ parts, ...shown }) => shown);
  } catch {
    return [];
  }
}
