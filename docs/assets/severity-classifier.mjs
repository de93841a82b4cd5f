// <severity-classifier>: puts the questions one at a time or all at once, and shows the prepared verdict they lead to.
// It decides nothing: the diagram it walks is compiled and proven when the site is built.
import { idOf, readAddress, readCode, readKnown, writeAddress } from "./classifier-address.mjs";
import { judge, walk } from "./decision.mjs";
import { readTrail } from "./trail.mjs";
import { UNSURE } from "./verdict-code.mjs";
import { VerdictPanel } from "./verdict-panel.mjs";

const MODE = "portal.classifier.mode";
let made = 0;

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
    this.data = JSON.parse(this.querySelector(":scope > script[type='application/json']").textContent);
    this.form = this.querySelector("form[data-part=questions]");
    this.fieldsets = this.data.questions.map(({ id }) => this.form.querySelector(`fieldset[data-question="${id}"]`));
    this.view = new VerdictPanel(this, this.data);
    this.ownsAddress = document.querySelector("severity-classifier") === this;
    this.title = "";
    this.pageTitle = document.title;
    this.mode = remember() ?? "one";
    this.name();
    this.listen();
    this.querySelector("[data-part=decoder]").hidden = false;
    this.querySelector("[data-part=tools]").hidden = false;
    this.querySelector("[data-part=reading]").open = false;
    this.dataset.live = "";
    this.restore(false);
    this.timer = setInterval(() => this.view.drawMoment(this.now()), 30_000);
  }

  disconnectedCallback() {
    this.stop.abort();
    clearInterval(this.timer);
  }

  // Two classifiers on a page share no names: what the error summary links to, and what describes a group.
  name() {
    made += 1;
    for (const fieldset of this.fieldsets) {
      const [error, first] = [fieldset.querySelector(".error"), fieldset.querySelector("input")];
      first.id ||= `classifier-${made}-${fieldset.dataset.question}`;
      error.id ||= `${first.id}-error`;
      fieldset.setAttribute("aria-describedby", error.id);
    }
  }

  listen() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.form.addEventListener("submit", (event) => this.submit(event), { signal });
    this.form.addEventListener("change", (event) => this.answer(event), { signal });
    this.querySelector("[data-part=decoder]").addEventListener("submit", (event) => this.openCode(event), { signal });
    this.addEventListener("click", (event) => this.press(event), { signal });
    if (this.ownsAddress) window.addEventListener("popstate", () => this.restore(true), { signal });
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
    this.check();
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

  // Sets the radio buttons to the answers that are known.
  check() {
    for (const [number, question] of this.data.questions.entries()) {
      for (const input of this.fieldsets[number].querySelectorAll("input")) {
        input.checked = this.answers.has(number) && input.value === idOf(question, this.answers.get(number));
      }
    }
  }

  draw(move) {
    const way = walk(this.data, this.answers);
    const editing = this.step >= 0 && [...way.asked, way.next].includes(this.step);
    const done = way.next === null && !editing;
    this.current = done ? null : editing ? this.step : way.next;
    this.form.hidden = done && this.mode === "one";
    this.drawQuestions(way);
    this.drawVerdict(way, done, move);
    if (!done && move) this.focus(this.fieldsets[this.current].querySelector("legend"));
    this.entitle(done ? this.view.slot("title").textContent : this.fieldsets[this.current].querySelector("legend").textContent, move);
  }

  drawQuestions({ asked, next }) {
    const all = this.mode === "all";
    for (const [number, fieldset] of this.fieldsets.entries()) {
      fieldset.hidden = all ? !asked.includes(number) && number !== next : number !== this.current;
    }
    this.fail([]);
    const say = (name, on) => (this.form.querySelector(`[data-say=${name}]`).hidden = !on);
    say("all", !all);
    say("one", all);
    const last = all || this.ahead(this.current) === 0;
    say("last", last);
    say("next", !last);
    this.form.querySelector("[data-do=back]").hidden = all || this.before(asked) === undefined;
    const progress = this.form.querySelector("[data-part=progress]");
    progress.hidden = all || this.current === null;
    const number = asked.filter((question) => question < this.current).length + 1;
    progress.querySelector("[data-slot=number]").textContent = number;
    progress.querySelector("[data-slot=most]").textContent = number + this.ahead(this.current);
    this.drawSoFar(asked);
  }

  before(asked) {
    return asked.filter((question) => this.current === null || question < this.current).at(-1);
  }

  // The most questions that may still follow a question.
  ahead(question) {
    if (question === null) return 0;
    const size = this.data.questions[question].answers.length;
    const follow = Array.from({ length: size }, (_, answer) => {
      const answers = new Map([...this.answers].filter(([other]) => other < question)).set(question, answer);
      return this.longest(answers);
    });
    return Math.max(...follow);
  }

  longest(answers) {
    const { next } = walk(this.data, answers);
    if (next === null) return 0;
    const ways = this.data.questions[next].answers.map((_, answer) => this.longest(new Map(answers).set(next, answer)));
    return 1 + Math.max(...ways);
  }

  // While questions are open, says what level is already certain at worst.
  drawSoFar(asked) {
    const line = this.form.querySelector("[data-part=so-far]");
    const known = new Map(asked.map((question) => [question, this.answers.get(question)]));
    const { level, levels } = judge(this.data, known);
    line.hidden = known.size === 0 || level === null || this.current === null;
    if (line.hidden) return;
    const to = this.querySelector("template[data-part=to]").content.textContent;
    const marks = [levels[0], ...(levels.length > 1 ? [levels.at(-1)] : [])].map((each) => this.view.mark(each));
    this.view.slot("so-far").replaceChildren(...marks.flatMap((mark, place) => (place ? [to, ...mark] : mark)));
  }

  drawVerdict(way, done, move) {
    if (!done) {
      this.view.panel.hidden = true;
      this.view.none.hidden = true;
      this.announce("");
      return;
    }
    const verdict = judge(this.data, new Map(way.asked.map((question) => [question, this.answers.get(question)])));
    const code = this.view.show(verdict, this.answers, way.asked, this.now());
    const heading = code ? this.view.slot("title") : this.view.slot("no-title");
    this.link = writeAddress(this.data, this.answers, null, location.href);
    this.link.searchParams.delete("now");
    for (const ticket of this.view.panel.querySelectorAll("[data-ticket]")) this.addTicket(ticket, code);
    if (move) this.focus(heading);
    this.announce(code ? `${heading.textContent}. ${this.view.slot("because").textContent}` : this.view.slot("no-because").textContent);
  }

  addTicket(ticket, code) {
    const url = new URL(ticket.href);
    url.searchParams.set("verdict", code);
    for (const [name, value] of this.link.searchParams) url.searchParams.set(name, value);
    ticket.href = url.href;
  }

  focus(target) {
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
    const { top } = target.getBoundingClientRect();
    if (top < 80) window.scrollBy(0, top - 80);
  }

  announce(text) {
    const line = this.view.slot("announce");
    if (line.textContent !== text) line.textContent = text;
  }

  entitle(text, move) {
    if (this.ownsAddress && (move || this.answers.size > 0)) document.title = `${text.replace(/\s+/g, " ").trim()} · ${this.pageTitle}`;
  }

  go(step, fresh = true) {
    this.step = step;
    if (this.ownsAddress && fresh) {
      const id = step >= 0 ? this.data.questions[step].id : null;
      history.pushState(history.state, "", writeAddress(this.data, this.answers, id, location.href));
    }
    this.draw(true);
  }

  answer({ target }) {
    const number = this.fieldsets.indexOf(target.closest("fieldset"));
    if (number < 0) return;
    if (this.mode === "one") return;
    this.keep(number, target);
    const way = walk(this.data, this.answers);
    this.drawQuestions(way);
    if (!this.view.panel.hidden || !this.view.none.hidden) this.drawVerdict(way, way.next === null, false);
  }

  keep(number, input) {
    this.answers.set(number, input.value === "unsure" ? UNSURE : this.data.questions[number].answers.indexOf(input.value));
  }

  submit(event) {
    event.preventDefault();
    const shown = this.fieldsets.map((fieldset, number) => [fieldset, number]).filter(([fieldset]) => !fieldset.hidden);
    const chosen = ([fieldset]) => fieldset.querySelector("input:checked");
    const missing = shown.filter((each) => !chosen(each)).map(([fieldset]) => fieldset);
    if (missing.length > 0) return this.fail(missing, true);
    for (const each of shown) this.keep(each[1], chosen(each));
    this.go(-1);
  }

  fail(missing, move = false) {
    const summary = this.form.querySelector("[data-part=errors]");
    summary.hidden = missing.length === 0;
    for (const fieldset of this.fieldsets) fieldset.querySelector(".error").hidden = !missing.includes(fieldset);
    const items = missing.map((fieldset) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = `#${fieldset.querySelector("input").id}`;
      link.textContent = fieldset.querySelector("legend").textContent;
      item.append(link);
      return item;
    });
    summary.querySelector("ul").replaceChildren(...items);
    if (move) this.focus(summary);
  }

  openCode(event) {
    event.preventDefault();
    const found = readCode(this.data, event.target.elements.code.value);
    this.refuse(found.refused ?? null);
    if (found.refused) return;
    this.answers = found.answers;
    this.check();
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
      back: () => this.go(this.before(walk(this.data, this.answers).asked)),
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
    this.check();
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
    this.view.slot("plain").value = text;
    if (!done) this.view.slot("plain").select();
  }
}

customElements.define("severity-classifier", SeverityClassifier);
