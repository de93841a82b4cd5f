/**
 * The dialogue of a severity check: puts the questions one at a time or all at once, and shows the prepared result they lead
 * to. It decides nothing: it looks the answers up in the table that comes with it. It neither reads answers from an address nor stores anything.
 */
import { timeFor } from "../clock/clock.js";
import { showStep } from "../next-step/next-step.js";
import { before, QuestionForm, showNotices, showRefusal } from "./severity-questions.js";
import { ResultPanel, textOf } from "./severity-result.js";
import { follow, lookUp, readTable } from "./severity-table.js";
import { readPairs, readVector } from "./severity-vector.js";

export class SeverityDialogue extends HTMLElement {
  /** @param {Element} root holds the parts of the template @param {Object} data what the answers are looked up in */
  start(root, data) {
    this.root = root;
    this.table = readTable(data);
    this.form = this.part("questions");
    this.questions = new QuestionForm(this.form, this.table);
    this.view = new ResultPanel(root, this.table);
    this.mode ??= "one";
    this.step = null;
    this.restore();
    this.draw(false);
    this.timer = setInterval(() => this.view.drawMoment(this.now()), 30_000);
    this.listen();
    this.part("opener").hidden = false;
    this.part("tools").hidden = false;
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearInterval(this.timer);
  }

  part(name) {
    return this.root.querySelector(`[data-part=${name}]`);
  }

  listen() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.form.addEventListener("submit", event => this.submit(event), { signal });
    this.form.addEventListener("change", event => this.answer(event), { signal });
    this.part("opener").addEventListener("submit", event => this.openVector(event), { signal });
    this.root.addEventListener("click", event => this.press(event), { signal });
    const evidence = this.part("evidence"); // paper shows what to gather
    let wasOpen;
    const unfold = ({ matches }) => {
      if (matches) wasOpen = evidence.open;
      evidence.open = matches || wasOpen;
    };
    matchMedia("print").addEventListener("change", unfold, { signal });
  }

  /** Says which answers are known from the start. */
  restore() {
    this.open(readPairs(this.table, []));
  }

  now() {
    return timeFor(this);
  }

  /** The address of the page that opens a shared result. */
  get address() {
    return location.href.replace(/[?#].*$/, "");
  }

  get heading() {
    return this.current === null ? this.view.heading : this.questions.legend(this.current);
  }

  /**
   * Start from the answers of a reading, and say what of it today's rules don't know.
   * @param {import("./severity-vector.js").Reading} reading
   * @param {boolean} came true when the answers came from a troubleshooter
   */
  open(reading, came = false) {
    this.answers = reading.answers;
    this.questions.check(this.answers);
    showNotices(this.root, this.table.version, reading, came);
    showRefusal(this.root, reading.refused === "form" ? "form" : null);
  }

  draw(move) {
    const path = follow(this.table, this.answers);
    const editing = path.asked.includes(this.step);
    const done = path.next === null && !editing;
    this.current = done ? null : editing ? this.step : path.next;
    this.form.hidden = done && this.mode === "one";
    if (!this.form.hidden) this.drawForm(path);
    this.drawResult(path, done);
    // An open incident is in view with the result.
    if (move) this.showStep(this.heading, this.view.hasNews ? this.root : this.heading.closest("form, section"));
  }

  showStep(heading, box) {
    showStep(heading, box);
  }

  // The questions; while some are open, which levels are still possible.
  drawForm(path) {
    const { asked } = path;
    this.questions.draw(this.mode, this.current, path, this.answers);
    const open = this.current !== null && asked.length > 0;
    const { levels } = open ? lookUp(this.table, this.given(asked)) : { levels: [] };
    this.form.querySelector("[data-part=so-far]").hidden = levels.length === 0;
    this.view.fill("so-far", ...this.view.span(levels, "short-mark"));
  }

  drawResult({ asked }, done) {
    this.view.hide();
    this.view.fill("announce");
    if (!done) return this.view.placeHint(false);
    const given = this.given(asked);
    this.view.draw(lookUp(this.table, given), given, this.now());
    for (const link of this.view.slots.get("class").querySelectorAll("[data-ticket], [data-text]")) this.handOver(link);
    this.view.placeHint(true);
    this.view.fill("announce", `${textOf(this.view.heading)}. ${textOf(this.view.reason)}`);
  }

  // What leads back to the result.
  get link() {
    return `${this.address}?vector=${this.view.vector}`;
  }

  given(asked) {
    return new Map(asked.map(question => [question, this.answers.get(question)]));
  }

  // The result goes along with the reader: into the ticket as values, into a text message as the line of answers.
  handOver(link) {
    if ("text" in link.dataset) {
      const line = encodeURIComponent(this.view.vector);
      // What a reader still writes, such as the company's name, stays last.
      link.href =
        link.dataset.text === "after" ? `${link.href}%20${line}` : link.href.replace("body=", `body=${line}.%20`);
      return;
    }
    const url = new URL(link.href);
    const { levels, categories, outcome, stated } = this.view.result;
    const { level, category } = outcome;
    const named = { ...(levels.length === 1 && { level }), ...(categories.length === 1 && { category }) };
    const kind = stated.rule && outcome.evidence ? { kind: outcome.evidence } : {};
    const { words: answers, told } = this.view.inWords();
    const words = [...this.view.openWords, answers].join("\n");
    const handed = { vector: this.view.vector, ...named, link: this.link, ...kind, ...told, words };
    for (const [name, value] of Object.entries(handed)) url.searchParams.set(name, value);
    link.href = url.href;
  }

  go(step) {
    this.step = step;
    this.draw(true);
  }

  // All questions on show: each answer counts at once. One at a time: it counts when the reader continues.
  answer({ target }) {
    if (this.mode === "one" || !this.questions.keep(target, this.answers)) return;
    const path = follow(this.table, this.answers);
    this.questions.draw(this.mode, this.current, path, this.answers);
    if (this.wanted) this.drawResult(path, path.next === null);
  }

  submit(event) {
    event.preventDefault();
    const missing = this.questions.missing();
    this.questions.fail(missing);
    if (missing.length > 0) return this.showStep(this.questions.errors, this.questions.errors);
    this.wanted = true;
    for (const input of this.questions.chosen()) this.questions.keep(input, this.answers);
    this.go(null);
  }

  openVector(event) {
    event.preventDefault();
    const found = readVector(this.table, event.target.elements.vector.value);
    showRefusal(this.root, found.refused);
    if (found.refused) return;
    this.answers = found.answers;
    this.questions.check(this.answers);
    this.go(null);
    showNotices(this.root, this.table.version, found, false);
  }

  // A tap on an answer goes on by itself; the keyboard's arrows only choose. Each radio button covers its row.
  goOn({ target, detail }) {
    if (target.matches(".answer input") && detail > 0 && this.mode === "one") this.form.requestSubmit();
  }

  press(event) {
    this.goOn(event);
    const error = event.target.closest("[data-part=errors] a");
    if (error) {
      event.preventDefault();
      event.stopPropagation();
      this.root.querySelector(`#${error.hash.slice(1)}`).focus();
      return;
    }
    const button = event.target.closest("button");
    if (!button) return;
    this.actions()[button.dataset.do]?.(button);
  }

  actions() {
    return {
      back: () => this.go(before(follow(this.table, this.answers).asked, this.current)),
      mode: () => this.changeMode(),
      change: ({ dataset }) => this.go(dataset.question),
      "find-out": () => this.go(this.view.result.mostInformativeQuestion),
      restart: () => this.restart(),
      print: () => window.print(),
      "copy-text": () => this.view.copy(this.view.asText(this.link)),
      "copy-link": () => this.view.copy(this.link),
    };
  }

  changeMode() {
    this.mode = this.mode === "one" ? "all" : "one";
    this.draw(false);
  }

  restart() {
    this.wanted = false;
    this.open(readPairs(this.table, []));
    this.go(null);
  }
}
