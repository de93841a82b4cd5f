// <new-version>: when a tab that was left open is looked at again, asks once whether the portal has changed, and says so.
const MINUTE = 60000;

class NewVersion extends HTMLElement {
  connectedCallback() {
    this.opened = Date.now();
    this.stop = new AbortController();
    document.addEventListener("visibilitychange", () => this.look(), { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  async look() {
    const isOld = Date.now() - this.opened >= Number(this.dataset.after) * MINUTE;
    if (document.hidden || !isOld) return;
    this.opened = Date.now(); // and not again before as much time has passed
    const own = document.querySelector('meta[name="portal-version"]')?.content;
    const published = await this.readVersion();
    if (own && typeof published === "string" && published !== own) this.say();
  }

  async readVersion() {
    try {
      const response = await fetch(new URL("../version.json", import.meta.url), {
        cache: "no-store",
        credentials: "omit",
      });
      return response.ok ? (await response.json())?.version : null;
    } catch {
      return null; // no network, or no file: nothing to say
    }
  }

  say() {
    this.stop.abort(); // once
    const style = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: new URL("new-version.css", import.meta.url),
    });
    document.head.append(style);
    this.querySelector("[role=status]").append(this.querySelector("template").content.cloneNode(true));
    this.querySelector('[data-do="reload"]').addEventListener("click", () => location.reload());
    this.querySelector('[data-do="dismiss"]').addEventListener("click", () => this.remove());
  }
}

customElements.define("new-version", NewVersion);
