// <offline-pages>: lets a service worker keep pages for when the network goes. It waits until the page has
// nothing else to do, and leaves a reader alone who asked the browser to save data.

const WORKER = new URL("../../service-worker.js", import.meta.url);
const QUIET = 2000; // ms after everything is loaded

class OfflinePages extends HTMLElement {
  connectedCallback() {
    if (!("serviceWorker" in navigator) || navigator.connection?.saveData) return;
    this.stop = new AbortController();
    const { signal } = this.stop;
    if (document.readyState === "complete") this.wait();
    else addEventListener("load", () => this.wait(), { once: true, signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearTimeout(this.waiting);
  }

  wait() {
    this.waiting = setTimeout(() => this.register().catch(() => {}), QUIET); // refused: the portal works as without
  }

  async register() {
    const isNew = !navigator.serviceWorker.controller;
    await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    // A new worker has not seen what this page was made of.
    const seen = performance.getEntriesByType("resource").map(({ name }) => name);
    if (isNew) active.postMessage({ keep: [location.href, ...seen] });
  }
}

customElements.define("offline-pages", OfflinePages);
