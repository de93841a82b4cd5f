// The service worker. The build writes service-worker.js at the root of the site, which sets `self.published` and loads this.
// The network always goes first; a kept copy stands in when it is silent, slow or broken.

const { enabled, patience, most, files, fallback, never } = self.published;
const root = self.registration.scope;
const OUR_CACHES = /^(offline|kept)-pages /; // the second is what earlier versions called them
const CACHE = `offline-pages 2 ${root}`; // the number changes with what is kept and how
const IMPATIENCE = 300; // ms

const addressOf = path => new URL(path, root).href;
const listed = new Set(files.map(addressOf));
const avoided = new Set(never.map(addressOf));

/** What a file is kept as: without its query, which may hold what a reader typed, and under one name only. */
function nameOf(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/index\.html$/, "");
}

const isOurs = address => address.startsWith(root) && !avoided.has(nameOf(address));

/** Fetches all files of this version or none, so that scripts of two versions never meet. */
async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...listed].map(address => new Request(address, { cache: "no-cache" })));
}

async function deleteCaches(isStale) {
  const names = (await caches.keys()).filter(name => OUR_CACHES.test(name) && name.endsWith(` ${root}`));
  await Promise.all(names.filter(isStale).map(name => caches.delete(name)));
}

async function takeOver() {
  await deleteCaches(name => name !== CACHE);
  await self.clients.claim();
}

/** Switched off: unregister the worker and delete its caches. */
async function leave() {
  await deleteCaches(() => true);
  await self.registration.unregister();
}

/** Keeps an answer, and forgets the oldest visited page once there are too many. */
async function keep(cache, name, response) {
  if (response.status === 404 || response.status === 410) return cache.delete(name);
  const isPrivate = /no-store|private/.test(response.headers.get("cache-control") ?? "");
  if (!response.ok || response.redirected || response.type !== "basic" || isPrivate) return;
  if (listed.has(name) && /\.js$/.test(name)) return; // `fill` keeps scripts, all of one version
  await cache.put(name, response);
  const others = (await cache.keys()).filter(({ url }) => !listed.has(url));
  for (const request of others.slice(0, Math.max(0, others.length - most))) await cache.delete(request);
}

/** Keeps what a page was made of that was there before its worker. */
async function keepSeen(addresses) {
  const cache = await caches.open(CACHE);
  for (const name of new Set(addresses.filter(isOurs).map(nameOf))) {
    if (await cache.match(name)) continue;
    const response = await fetch(name).catch(() => null);
    if (response) await keep(cache, name, response);
  }
}

const nothingKept = ({ mode }) =>
  mode === "navigate" ? Response.redirect(addressOf(fallback), 302) : Response.error();

let isSlow = false; // the last answer took too long: the parts of a page do not wait for it one after another

/** Resolves when the network has been silent for too long. */
function silence(fresh) {
  return new Promise(resolve => {
    const giveUp = () => {
      isSlow = true;
      resolve();
    };
    const timer = setTimeout(giveUp, isSlow ? IMPATIENCE : patience * 1000);
    const hear = () => {
      isSlow = false;
    };
    fresh
      .then(hear)
      .catch(() => {})
      .finally(() => clearTimeout(timer));
  });
}

async function answer(event) {
  const { request } = event;
  const name = nameOf(request.url);
  const cache = await caches.open(CACHE);
  const kept = await cache.match(name);
  // A page asks the host itself whether it is new; for its parts the host's own rules hold.
  const fresh = request.mode === "navigate" ? fetch(request, { cache: "no-cache" }) : fetch(request);
  event.waitUntil(fresh.then(response => keep(cache, name, response.clone())).catch(() => {}));
  if (!kept) return fresh.catch(() => nothingKept(request));
  const told = fresh.then(response => (response.status < 500 ? response : kept)).catch(() => kept);
  return Promise.race([told, silence(fresh).then(() => kept)]);
}

self.addEventListener("install", event => {
  self.skipWaiting(); // harmless, because pages come from the network first
  if (enabled) event.waitUntil(fill());
});

self.addEventListener("activate", event => event.waitUntil(enabled ? takeOver() : leave()));

if (enabled) {
  self.addEventListener("message", event => event.waitUntil(keepSeen(event.data.keep)));
  self.addEventListener("fetch", event => {
    const { request } = event;
    const isPlain = request.method === "GET" && request.cache !== "no-store" && !request.headers.has("range");
    if (isPlain && isOurs(request.url)) event.respondWith(answer(event));
  });
}
