// <severity-classifier>: puts the questions one at a time or all at once, and shows the prepared verdict they lead to.
// It decides nothing: the diagram it walks is compiled and proven when the site is built.
import {
  before,
  QuestionForm,
  readAddress,
  readCode,
  readKnown,
  showNotices,
  showRefusal,
  writeAddress,
} from "./classifier-answers.mjs";
import { judge, walk } from "./decision.mjs";
import { afterPaint, StepHistory, showStep } from "./next-step.mjs";
import { textOf, VerdictPanel } from "./verdict-panel.mjs";

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
let readTrail = () => null;

async function learnToReadTrails() {
  try {
    if (!/[?&]trail=/.test(location.search) && !sessionStorage.getItem("portal.trail")) return;
  } catch {
    return;
  }
  ({ readTrail } = await import("./trail.mjs"));
}

class SeverityClassifier extends HTMLElement {
  history = new StepHistory();

  async connectedCallback() {
    await learnToReadTrails();
    if (this.isConnected) this.start();
  }

  start() {
    this.data = JSON.parse(this.querySelector("template[data-part=data]").content.textContent);
    this.form = this.querySelector("form[data-part=questions]");
    this.questions = new QuestionForm(this.form, this.data);
    this.view = new VerdictPanel(this, this.data);
    this.ownsAddress = document.querySelector("severity-classifier") === this;
    this.pageTitle ??= document.title;
    this.path = location.pathname;
    this.mode = remember() ?? "one";
    this.listen();
    this.querySelector("[data-part=decoder]").hidden = false;
    this.querySelector("[data-part=tools]").hidden = false;
    this.querySelector("[data-part=reading]").open = false;
    this.dataset.live = document.body.dataset.classifier = "";
    const tick = () => this.view.drawMoment(this.now());
    tick();
    this.timer = setInterval(tick, 30_000);
    this.restore(false);
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.history.drop();
    clearInterval(this.timer);
    delete document.body.dataset.classifier;
  }

  listen() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.form.addEventListener("submit", event => this.submit(event), { signal });
    this.form.addEventListener("change", event => this.answer(event), { signal });
    this.querySelector("[data-part=decoder]").addEventListener("submit", event => this.openCode(event), { signal });
    this.addEventListener("click", event => this.press(event), { signal });
    if (this.ownsAddress) window.addEventListener("popstate", event => this.goBack(event), { signal, capture: true });
  }

  // Our own steps back and forth: the theme would fetch the page again for them.
  goBack(event) {
    if (location.pathname !== this.path || location.hash !== "") return;
    window.stop();
    event.stopImmediatePropagation();
    this.history.drop();
    this.restore(true);
  }

  now() {
    const given = this.hasAttribute("data-preview")
      ? Date.parse(new URLSearchParams(location.search).get("now") ?? "")
      : NaN;
    return Number.isNaN(given) ? Date.now() : given;
  }

  restore(move) {
    const params = new URLSearchParams(this.ownsAddress ? location.search : "");
    const found = readAddress(this.data, params);
    const known =
      params.has("v") || params.has("code") || found.answers.size > 0 || !this.ownsAddress
        ? {}
        : (readTrail()?.known ?? {});
    this.answers = found.answers.size > 0 ? found.answers : readKnown(this.data, known);
    const came = found.answers.size === 0 && this.answers.size > 0;
    showNotices(this, this.data.version, found, came);
    if (found.refused) showRefusal(this, found.refused);
    this.step = this.data.questions.findIndex(({ id }) => id === found.step);
    this.questions.check(this.answers);
    this.draw(move);
  }

  draw(move, address = null) {
    // Until all is drawn, the page gets no shorter: it would scroll, and the theme answers that with work before the paint.
    if (move) this.style.minHeight = this.height;
    const way = walk(this.data, this.answers);
    const editing = this.step >= 0 && [...way.asked, way.next].includes(this.step);
    const done = way.next === null && !editing;
    this.current = done ? null : editing ? this.step : way.next;
    this.form.hidden = done && this.mode === "one";
    if (!this.form.hidden) this.drawForm(way);
    this.drawVerdict(way, done);
    const heading = done ? this.view.heading : this.questions.legend(this.current);
    const title = `${textOf(heading)} · ${this.pageTitle}`;
    if (this.ownsAddress && (move || this.answers.size > 0))
      this.history.write(address, () => (document.title = title));
    if (move) showStep(heading, heading.closest("fieldset, section"));
    afterPaint(() => (this.style.minHeight = ""));
  }

  // The questions; while some are open, which levels are still possible.
  drawForm(way) {
    const { asked } = way;
    this.questions.draw(this.mode, this.current, way, this.answers);
    const open = this.current !== null && asked.length > 0;
    const { levels } = open ? judge(this.data, this.given(asked)) : { levels: [] };
    this.form.querySelector("[data-part=so-far]").hidden = levels.length === 0;
    this.view.fill("so-far", ...this.view.span(levels));
  }

  drawVerdict(way, done) {
    if (!done) {
      this.view.hide();
      this.view.fill("announce");
      this.shown = null;
      return afterPaint(() => this.prepare());
    }
    const put = this.given(way.asked);
    const code = this.view.show(judge(this.data, put), put, this.now());
    this.shown = put;
    return afterPaint(() => {
      if (put !== this.shown) return;
      if (code) this.view.section.querySelectorAll("[data-ticket]").forEach(ticket => this.addTicket(ticket, code));
      this.view.fill(
        "announce",
        `${textOf(this.view.heading)}. ${textOf(this.view.slots.get(code ? "because" : "no-because"))}`,
      );
    });
  }

  // What leads back to the verdict.
  get link() {
    const link = writeAddress(this.data, this.answers, null, location.href);
    link.searchParams.delete("now");
    return link.href;
  }

  // While the reader looks at the answer just picked: draws the verdict it would lead to, so that a click only shows it.
  prepare() {
    this.height = `${this.offsetHeight}px`; // known here; a click would have to wait for it
    if (this.mode !== "one" || this.current === null) return;
    const answers = new Map(this.answers);
    for (const input of this.questions.chosen()) this.questions.keep(input, answers);
    const { asked, next } = walk(this.data, answers);
    if (next !== null) return;
    const put = this.given(asked, answers);
    this.view.prepare(judge(this.data, put), put, this.now());
  }

  given(asked, answers = this.answers) {
    return new Map(asked.map(question => [question, answers.get(question)]));
  }

  addTicket(ticket, code) {
    const url = new URL(ticket.href);
    const { level, category } = this.view.verdict;
    const handed = {
      verdict: code,
      level: this.data.levels[level],
      category: this.data.categories[category],
      link: this.link,
    };
    for (const [name, value] of Object.entries(handed)) url.searchParams.set(name, value);
    ticket.href = url.href;
  }

  go(step) {
    this.step = step;
    const id = step >= 0 ? this.data.questions[step].id : null;
    const answers = new Map(this.answers); // as they are now: the next click may come before the address is written
    this.draw(true, () => writeAddress(this.data, answers, id, location.href));
  }

  // All questions on show: each answer counts at once. One at a time: it counts when the reader continues.
  answer({ target }) {
    if (this.mode === "one") return afterPaint(() => this.prepare());
    if (!this.questions.keep(target, this.answers)) return;
    const way = walk(this.data, this.answers);
    this.questions.draw(this.mode, this.current, way, this.answers);
    if (this.wanted) this.drawVerdict(way, way.next === null);
  }

  submit(event) {
    event.preventDefault();
    const missing = this.questions.missing();
    this.questions.fail(missing);
    if (missing.length > 0) return showStep(this.questions.errors, this.questions.errors);
    this.wanted = true;
    for (const input of this.questions.chosen()) this.questions.keep(input, this.answers);
    this.go(-1);
  }

  openCode(event) {
    event.preventDefault();
    const found = readCode(this.data, event.target.elements.code.value);
    showRefusal(this, found.refused ?? null);
    if (found.refused) return;
    this.answers = found.answers;
    this.questions.check(this.answers);
    this.go(-1);
    showNotices(this, this.data.version, found, false);
  }

  press(event) {
    const error = event.target.closest("[data-part=errors] a");
    if (error) {
      event.preventDefault();
      event.stopPropagation();
      this.querySelector(`#${error.hash.slice(1)}`).focus();
      return;
    }
    const button = event.target.closest("button");
    if (!button) return;
    event.stopPropagation(); // the theme looks at each click for links: work that would come before the paint
    this.actions()[button.dataset.do]?.(button);
  }

  actions() {
    const numberOf = id => this.data.questions.findIndex(question => question.id === id);
    return {
      back: () => this.go(before(walk(this.data, this.answers).asked, this.current)),
      mode: () => this.changeMode(),
      change: ({ dataset }) => this.go(numberOf(dataset.question)),
      "find-out": () => this.go(this.view.verdict.findOut),
      restart: () => this.restart(),
      print: () => window.print(),
      "copy-text": () => this.view.copy(this.view.asText(this.link)),
      "copy-link": () => this.view.copy(this.link),
      "copy-code": () => this.view.copy(this.view.code),
    };
  }

  changeMode() {
    this.mode = this.mode === "one" ? "all" : "one";
    remember(this.mode);
    this.draw(false);
  }

  restart() {
    this.answers = new Map();
    this.wanted = false;
    this.questions.check(this.answers);
    showNotices(this, this.data.version, { unknown: [], version: this.data.version }, false);
    this.go(-1);
  }
}

customElements.define("severity-classifier", SeverityClassifier);
