/**
 * <severity-classifier>: the dialogue on a page of the portal. Its answers stand in the address, so that Back takes one of them
 * back, and may come from a troubleshooter.
 */
import { advise } from "../status/status-hint.js"; // what is known of the status is known before a result is drawn
import { SeverityDialogue } from "./severity-dialogue.js";
import { textOf } from "./severity-result.js";
import { readAddress, readPairs, writeAddress } from "./severity-vector.js";

const MODE = "portal.classifier.mode";
const remember = mode => {
  try {
    if (mode) localStorage.setItem(MODE, mode);
    return localStorage.getItem(MODE);
  } catch {
    return mode ?? null;
  }
};

// What a troubleshooter handed on is read only where there is something.
let readHandover = () => null;

async function learnToReadHandovers() {
  try {
    if (!/[?&]trail=/.test(location.search) && !sessionStorage.getItem("portal.trail")) return;
  } catch {
    return;
  }
  ({ readHandover } = await import("../handover/handover.js"));
}

class SeverityClassifier extends SeverityDialogue {
  async connectedCallback() {
    await learnToReadHandovers();
    if (!this.isConnected) return;
    this.ownsAddress = document.querySelector("severity-classifier") === this;
    this.pageTitle ??= document.title;
    this.path = location.pathname;
    this.mode = remember() ?? "one";
    this.start(this, JSON.parse(this.querySelector("template[data-part=data]").content.textContent));
    this.part("reading").open = false;
    this.dataset.live = document.body.dataset.classifier = "";
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    delete document.body.dataset.classifier;
  }

  listen() {
    super.listen();
    this.addEventListener("known", () => this.advise(), { signal: this.stop.signal });
    if (!this.ownsAddress) return;
    window.addEventListener("popstate", event => this.goBack(event), { signal: this.stop.signal, capture: true });
  }

  // Our own steps back and forth: the theme would fetch the page again for them.
  goBack(event) {
    if (location.pathname !== this.path || location.hash !== "") return;
    window.stop();
    event.stopImmediatePropagation();
    this.restore();
    this.draw(true);
  }

  restore() {
    const params = new URLSearchParams(this.ownsAddress ? location.search : "");
    const found = readAddress(this.table, params);
    const isGiven = ["vector", "v", "code"].some(name => params.has(name)) || found.answers.size > 0;
    const known = isGiven || !this.ownsAddress ? {} : (readHandover()?.known ?? {});
    const { answers } = isGiven ? found : readPairs(this.table, Object.entries(known));
    this.open({ ...found, answers }, !isGiven && answers.size > 0);
    this.step = params.get("step");
  }

  draw(move) {
    super.draw(move);
    if (this.ownsAddress && (move || this.answers.size > 0))
      document.title = `${textOf(this.heading)} · ${this.pageTitle}`;
  }

  drawResult(path, done) {
    super.drawResult(path, done);
    this.advise();
  }

  advise() {
    advise(this.view.hint, this.view.panel);
  }

  go(step) {
    if (this.ownsAddress)
      history.pushState(history.state, "", writeAddress(this.table, this.answers, step, location.href));
    super.go(step);
  }

  changeMode() {
    super.changeMode();
    remember(this.mode);
  }
}

customElements.define("severity-classifier", SeverityClassifier);
