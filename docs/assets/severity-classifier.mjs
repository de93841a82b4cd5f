// <severity-classifier>: puts the questions one at a time or all at once, and shows the prepared verdict they lead to.
// It decides nothing: the diagram it walks is compiled and proven when the site is built.
import { readAddress, readCode, readKnown, writeAddress } from "./classifier-address.mjs";
import { judge, walk } from "./decision.mjs";
import { QuestionForm, before } from "./question-form.mjs";
import { readTrail } from "./trail.mjs";
import { VerdictPanel, textOf } from "./verdict-panel.mjs";

const MODE = "portal.classifier.mode";
const remember = (mode) => {
  try {
    if (mode) localStorage.setItem(MODE, mode);
    return localStorage.getItem(MODE);
  } catch {
    return mode ?? null;
  }
};

class SeverityClassifier extends HTMLElement {
  connectedCallback() {
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
    this.stop.abort();
    clearInterval(this.timer);
    delete document.body.dataset.classifier;
  }

  listen() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.form.addEventListener("submit", (event) => this.submit(event), { signal });
    this.form.addEventListener("change", (event) => this.answer(event), { signal });
    this.querySelector("[data-part=decoder]").addEventListener("submit", (event) => this.openCode(event), { signal });
    this.addEventListener("click", (event) => this.press(event), { signal });
    if (this.ownsAddress) window.addEventListener("popstate", (event) => this.goBack(event), { signal, capture: true });
  }

  // Our own steps back and forth: the theme would fetch the page again for them.
  goBack(event) {
    if (location.pathname !== this.path || location.hash !== "") return;
    window.stop();
    event.stopImmediatePropagation();
    this.restore(true);
  }

  now() {
    const given = this.hasAttribute("data-preview") ? Date.parse(new URLSearchParams(location.search).get("now") ?? "") : NaN;
    return Number.isNaN(given) ? Date.now() : given;
  }

  restore(move) {
    const params = new URLSearchParams(this.ownsAddress ? location.search : "");
    const found = readAddress(this.data, params);
    const known = params.has("v") || params.has("code") || found.answers.size > 0 || !this.ownsAddress ? {} : (readTrail()?.known ?? {});
    this.answers = found.answers.size > 0 ? found.answers : readKnown(this.data, known);
    const came = found.answers.size === 0 && this.answers.size > 0;
    this.notify(found, came);
    if (found.refused) this.refuse(found.refused);
    this.step = this.data.questions.findIndex(({ id }) => id === found.step);
    this.questions.check(this.answers);
    this.draw(move);
  }

  notify({ unknown, version }, came) {
    const notice = (name) => this.querySelector(`[data-notice=${name}]`);
    notice("unknown").hidden = unknown.length === 0;
    notice("unknown").querySelector("[data-slot]").textContent = unknown.join(", ");
    notice("older").hidden = !(version < this.data.version && version >= 1);
    notice("older").querySelector("[data-slot]").textContent = version;
    for (const change of notice("older").querySelectorAll("[data-version]")) change.hidden = Number(change.dataset.version) <= version;
    notice("newer").hidden = version <= this.data.version && version >= 1;
    notice("known").hidden = !came;
  }

  draw(move) {
    const way = walk(this.data, this.answers);
    const editing = this.step >= 0 && [...way.asked, way.next].includes(this.step);
    const done = way.next === null && !editing;
    this.current = done ? null : editing ? this.step : way.next;
    this.form.hidden = done && this.mode === "one";
    this.questions.draw(this.mode, this.current, way, this.answers);
    this.drawSoFar(way.asked);
    this.drawVerdict(way, done);
    const heading = done ? this.view.heading : this.questions.legend(this.current);
    if (move) this.focus(heading);
    if (this.ownsAddress && (move || this.answers.size > 0)) document.title = `${textOf(heading)} · ${this.pageTitle}`;
  }

  // While questions are open, says which levels are still possible.
  drawSoFar(asked) {
    const open = this.current !== null && asked.length > 0;
    const { levels } = open ? judge(this.data, this.given(asked)) : { levels: [] };
    this.form.querySelector("[data-part=so-far]").hidden = levels.length === 0;
    this.view.fill("so-far", ...this.view.span(levels));
  }

  drawVerdict(way, done) {
    this.view.hide();
    if (!done) return this.view.fill("announce");
    const put = this.given(way.asked);
    const code = this.view.show(judge(this.data, put), put, this.now());
    this.link = writeAddress(this.data, this.answers, null, location.href);
    this.link.searchParams.delete("now");
    for (const ticket of code ? this.view.section.querySelectorAll("[data-ticket]") : []) this.addTicket(ticket, code);
    this.view.fill("announce", `${textOf(this.view.heading)}. ${textOf(this.view.slots.get(code ? "because" : "no-because"))}`);
  }

  given(asked) {
    return new Map(asked.map((question) => [question, this.answers.get(question)]));
  }

  addTicket(ticket, code) {
    const url = new URL(ticket.href);
    const { level, category } = this.view.verdict;
    const handed = { verdict: code, level: this.data.levels[level], category: this.data.categories[category], link: this.link.href };
    for (const [name, value] of Object.entries(handed)) url.searchParams.set(name, value);
    ticket.href = url.href;
  }

  focus(target) {
    setTimeout(() => target.focus({ preventScroll: true }));
    const { top } = target.getBoundingClientRect();
    const { bottom } = target.closest("fieldset, section, div").getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) target.scrollIntoView({ block: "start" });
  }

  go(step, fresh = true) {
    this.step = step;
    if (this.ownsAddress && fresh) {
      const id = step >= 0 ? this.data.questions[step].id : null;
      history.pushState(history.state, "", writeAddress(this.data, this.answers, id, location.href));
    }
    this.draw(true);
  }

  // All questions on show: each answer counts at once. One at a time: it counts when the reader continues.
  answer({ target }) {
    if (this.mode === "one" || !this.questions.keep(target, this.answers)) return;
    const way = walk(this.data, this.answers);
    this.questions.draw(this.mode, this.current, way, this.answers);
    if (this.wanted) this.drawVerdict(way, way.next === null);
  }

  submit(event) {
    event.preventDefault();
    const missing = this.questions.missing();
    this.questions.fail(missing);
    if (missing.length > 0) return this.focus(this.questions.errors);
    this.wanted = true;
    for (const input of this.questions.chosen()) this.questions.keep(input, this.answers);
    this.go(-1);
  }

  openCode(event) {
    event.preventDefault();
    const found = readCode(this.data, event.target.elements.code.value);
    this.refuse(found.refused ?? null);
    if (found.refused) return;
    this.answers = found.answers;
    this.questions.check(this.answers);
    this.go(-1);
    this.notify(found, false);
  }

  refuse(kind) {
    const decoder = this.querySelector("[data-part=decoder]");
    for (const line of decoder.querySelectorAll("[data-refused]")) line.hidden = line.dataset.refused !== kind;
    decoder.elements.code.setAttribute("aria-invalid", kind !== null);
  }

  press(event) {
    const error = event.target.closest("[data-part=errors] a");
    if (error) {
      event.preventDefault();
      event.stopPropagation();
      this.querySelector(`#${error.hash.slice(1)}`).focus();
      return;
    }
    const button = event.target.closest("button[data-do]");
    const act = button && this.actions()[button.dataset.do];
    if (act) act(button);
  }

  actions() {
    const numberOf = (id) => this.data.questions.findIndex((question) => question.id === id);
    return {
      back: () => this.go(before(walk(this.data, this.answers).asked, this.current)),
      mode: () => this.changeMode(),
      change: ({ dataset }) => this.go(numberOf(dataset.question)),
      "find-out": () => this.go(this.view.verdict.findOut),
      restart: () => this.restart(),
      print: () => window.print(),
      "copy-text": () => this.copy(this.view.asText(this.link.href)),
      "copy-link": () => this.copy(this.link.href),
      "copy-code": () => this.copy(this.view.code),
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
    this.notify({ unknown: [], version: this.data.version }, false);
    this.go(-1);
  }

  async copy(text) {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = false;
    }
    const say = (name, on) => (this.view.panel.querySelector(`[data-say=${name}]`).hidden = !on);
    say("copied", done);
    say("not-copied", !done);
    this.view.panel.querySelector("[data-part=plain]").hidden = done;
    this.view.slots.get("plain").value = text;
    if (!done) this.view.slots.get("plain").select();
  }
}

customElements.define("severity-classifier", SeverityClassifier);
