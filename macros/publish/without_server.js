// In a page that was opened from a file, a browser loads no module, starts no worker and fetches nothing. This stands before
// all modules of the portal, which the build joined into functions (`joined`), and runs them all the same:
// modules once and in order, workers in the page, and the pieces of the index as scripts.
/* global joined */

const here = document.currentScript;
const root = new URL("../", here.src).href;
const nameOf = (address) => new URL(address, root).href.replace(root, "").replace(/[?#].*$/, "");
const later = (act) => setTimeout(act); // as a message comes later

/** Something to run modules in: the page, or what a worker takes for its own global object. */
function makeRealm(self) {
  const made = new Map();
  const run = (name) => {
    if (!made.has(name)) made.set(name, joined[name].call(self, makeTools(name)));
    return made.get(name);
  };
  const makeTools = (name) => ({
    self,
    fetch: fetchFile,
    postMessage: self.postMessage?.bind(self),
    addEventListener: self.addEventListener.bind(self),
    meta: { url: root + name },
    need: run,
    load: async (address) => run(nameOf(new URL(address, root + name))),
    importScripts: (...addresses) => addresses.forEach((address) => takeGlobals(self, () => run(nameOf(address)))),
  });
  return run;
}

/** What a plain script adds to the page's global object, it means for the one it was loaded into. */
function takeGlobals(self, act) {
  const before = new Set(Object.keys(window));
  act();
  for (const name of Object.keys(window)) if (!before.has(name)) self[name] = window[name];
}

function deliver(target, data) {
  const event = new MessageEvent("message", { data });
  target.dispatchEvent(event);
  target.onmessage?.(event);
}

/** Speaks as a worker does, and works in the page. */
class WorkerInPage extends EventTarget {
  constructor(address) {
    super();
    const name = nameOf(new URL(address, document.baseURI)); // the theme names its worker as seen from the page
    this.inside = Object.assign(new EventTarget(), {
      location: new URL(root + name),
      postMessage: (data) => later(() => this.isOver || deliver(this, data)),
    });
    later(() => this.start(name));
  }

  start(name) {
    try {
      makeRealm(this.inside)(name);
    } catch (error) {
      this.dispatchEvent(new ErrorEvent("error", { error, message: String(error) }));
    }
  }

  postMessage(data) {
    later(() => this.isOver || deliver(this.inside, data));
  }

  terminate() {
    this.isOver = true;
  }
}

const files = new Map(); // name -> what is known of it: a promise of its bytes, and who told them

/** What each file written as a script calls: its name, and its bytes in letters. */
window.tellFile = (name, letters) => files.get(name)?.tell(Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0)));

function readFile(name) {
  const file = {};
  file.bytes = new Promise((resolve, reject) => {
    file.tell = resolve;
    const script = document.createElement("script");
    script.addEventListener("error", () => {
      files.delete(name); // tried again next time
      reject(new TypeError(`${name} is not in this copy`));
    });
    script.addEventListener("load", () => script.remove());
    script.src = `${root}${name}.js`;
    document.head.append(script);
  });
  files.set(name, file);
  return file;
}

/** Stands in for `fetch` for the files of the search. Nothing else is beside the pages, and nothing is asked for it. */
async function fetchFile(address, options) {
  const url = new URL(address, root);
  if (!url.href.startsWith(root)) return fetch(address, options);
  const name = nameOf(url);
  if (name in joined) return new Response(""); // it is here already, and only to be run
  if (!name.startsWith("search/")) throw new TypeError(`${name} is not in this copy`);
  return new Response(await (files.get(name) ?? readFile(name)).bytes);
}

window.Worker = WorkerInPage;
const runInPage = makeRealm(window);
document.addEventListener("DOMContentLoaded", () => here.dataset.start.split(" ").forEach(runInPage), { once: true });
