// The service worker. The build writes service-worker.js at the root of the site, which says what this version holds
// (`self.published`) and loads this. The network always goes first; what is kept stands in when it is silent, slow or broken.

const { enabled, patience, most, files, fallback, never, lasting } = self.published;
const root = self.registration.scope;
const OURS = "kept-pages ";
const CACHE = `${OURS}1 ${root}`; // the number changes with what is kept and how
const LASTING = new RegExp(lasting);
const IMPATIENCE = 300; // ms

const addressOf = path => new URL(path, root).href;
const listed = new Set(Object.keys(files).map(addressOf));
const avoided = new Set(never.map(addressOf));

/** What a page is kept as: without a query, which may hold what a reader typed or answered, and by one name only. */
function nameOf(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/index\.html$/, "");
}

const isOurs = address => address.startsWith(root) && !avoided.has(nameOf(address));

async function hashOf(response) {
  if (!response) return "";
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, "0")).join("");
}

/** Fetches what this version changed, all or nothing, past the browser's own copies. */
async function fill() {
  const cache = await caches.open(CACHE);
  const wanted = await Promise.all(
    Object.entries(files).map(
      async ([path, hash]) => !(await hashOf(await cache.match(addressOf(path)))).startsWith(hash) && addressOf(path),
    ),
  );
  await cache.addAll(wanted.filter(Boolean).map(address => new Request(address, { cache: "no-cache" })));
}

async function takeOver() {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name.endsWith(` ${root}`) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

/** Switched off: nothing stays behind, not even the worker. */
async function leave() {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name.endsWith(` ${root}`)) await caches.delete(name);
  await self.registration.unregister();
}

/** Keeps an answer, and forgets what has waited longest once there are too many. */
async function keep(cache, name, response) {
  if (response.status === 404 || response.status === 410) return cache.delete(name);
  const isPrivate = /no-store|private/.test(response.headers.get("cache-control") ?? "");
  if (!response.ok || response.redirected || response.type !== "basic" || isPrivate) return;
  await cache.put(name, response);
  const others = (await cache.keys()).filter(({ url }) => !listed.has(url));
  for (const request of others.slice(0, Math.max(0, others.length - most))) await cache.delete(request);
}

async function keepSeen(addresses) {
  const cache = await caches.open(CACHE);
  for (const name of new Set(addresses.filter(isOurs).map(nameOf))) {
    if (!(await cache.match(name)))
      await fetch(name).then(
        response => keep(cache, name, response),
        () => {},
      );
  }
}

function nothingKept({ mode }) {
  return mode === "navigate" ? Response.redirect(addressOf(fallback), 302) : Response.error();
}

let isSlow = false; // the last answer took too long, so the parts of a page do not wait for it one after another

function waitFor(fresh) {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve((isSlow = true)), isSlow ? IMPATIENCE : patience * 1000);
    fresh
      .then(
        () => {
          isSlow = false;
        },
        () => {},
      )
      .finally(() => clearTimeout(timer));
  });
}

async function answer(event) {
  const { request } = event;
  const name = nameOf(request.url);
  const cache = await caches.open(CACHE);
  const kept = await cache.match(name);
  if (kept && LASTING.test(name)) return kept;
  // A page asks the host itself whether it is new; for its parts the host's own rules hold.
  const fresh = request.mode === "navigate" ? fetch(request, { cache: "no-cache" }) : fetch(request);
  event.waitUntil(
    fresh.then(
      response => keep(cache, name, response.clone()),
      () => {},
    ),
  );
  if (!kept) return fresh.catch(() => nothingKept(request));
  const told = fresh.then(
    response => (response.status < 500 ? response : kept),
    () => kept,
  );
  return Promise.race([told, waitFor(fresh).then(() => kept)]);
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
