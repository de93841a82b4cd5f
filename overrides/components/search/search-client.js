// Asks the search worker: `await search("forgotten password", 10)` gives what is found, as results.js makes it. Throws when the index
// cannot be had.
//
// Nothing is fetched before the first call. Nothing that was typed is sent, but the names of the pieces of the index that are fetched
// tell the host roughly what it was about.

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
