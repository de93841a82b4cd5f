/**
 * <ticket-composer>: opens the fields a problem needs, lists what is missing, keeps the draft in this browser.
 *
 * The paper and its words stand in overrides/components/ticket-composer.html. Nothing typed leaves the browser.
 */
import { newProblem } from "../draft/draft.js";
import { advise } from "../status/status-hint.js";
import { fill } from "../templates/templates.js";
import { Checker, isAsked, isEmpty, isNeeded } from "./ticket-checks.js";
import { forgetHandover, readHandoverAnswers, readVerdict } from "./ticket-intake.js";
import { Keeper } from "./ticket-keeper.js";
import { Outbox } from "./ticket-outbox.js";
import { showDrafts, showExamples, showFindings, showSheet, showVerdict } from "./ticket-paper.js";

const pause = () =>
  new Promise(resume => {
    setTimeout(resume);
  });

class TicketComposer extends HTMLElement {
  judging = 0; // how often at once
  released = Promise.resolve(); // when no pointer is down

  async connectedCallback() {
    if (this.data) return;
    this.data = JSON.parse(this.part("data").content.textContent);
    this.checker = new Checker(this.data);
    this.keeper = new Keeper(this);
    await this.takeHandover();
    this.showAll();
    for (const type of ["input", "change", "click", "pointerdown"]) this.addEventListener(type, this);
    this.hint?.addEventListener("known", this);
    addEventListener("beforeprint", this); // what was typed a moment ago isn't on the sheet yet
    this.outbox = new Outbox(this);
    this.part("plain").hidden = true;
    this.part("paper").hidden = false;
    this.dataset.live = "";
    // An address may lead to what stands below: the paper has just pushed it away.
    const target = document.getElementById(location.hash.slice(1));
    if (target && this.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING && !this.contains(target))
      target.scrollIntoView();
  }

  disconnectedCallback() {
    this.keeper?.stop();
    removeEventListener("beforeprint", this);
  }

  part(name, within = this) {
    return within.querySelector(`[data-part="${name}"]`);
  }

  slotNamed(name, within = this) {
    return within.querySelector(`[data-slot="${name}"]`);
  }

  /** True when all that was typed is kept and judged. */
  get isSettled() {
    return !this.keeper.isWaiting && this.judging === 0;
  }

  get hint() {
    return this.parentElement.querySelector("status-hint");
  }

  get problem() {
    return this.problems[this.current];
  }

  async takeHandover() {
    const verdict = readVerdict(this.data);
    const answers = await readHandoverAnswers(this.data);
    forgetHandover();
    const isOther = verdict && this.problem.verdict && this.problem.verdict.vector !== verdict.vector;
    if (isOther) this.addProblem();
    const { values } = this.problem;
    const { told = {}, ...result } = verdict ?? {};
    for (const [field, value] of [...Object.entries(answers), ...Object.entries(told)])
      if (value && !values[field]) values[field] = value;
    if (verdict) {
      this.problem.verdict = result;
      Object.assign(values, { level: verdict.level, category: verdict.category });
    }
    if (verdict || Object.values(answers).some(Boolean)) this.keeper.keep();
  }

  handleEvent(event) {
    const { target, type } = event;
    if (type === "beforeprint") showSheet(this);
    if (type === "known") advise(this.hint, this);
    if (type === "beforeprint" || type === "known") return;
    const act =
      target.closest("[data-act]")?.dataset.act ?? (target.closest('[data-part="mail"]') ? "mail" : undefined);
    if (type === "pointerdown") this.holdStill();
    else if (type === "click" && act === "go") this.goTo(event);
    else if (type === "click" && act === "mail" && this.holdOnce()) event.preventDefault();
    else if (type === "click" && act) this.act(act, target);
    else if (type === "input" && target.dataset.field) this.takeAnswer(target);
    else if (type === "change" && target.dataset.example) this.takeTick(target);
  }

  /** Nothing is drawn while a pointer is down: a button that moved away from under it would lose its click. */
  holdStill() {
    this.released = new Promise(resume => {
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(resume), { once: true });
    });
  }

  /** The first try to send an incomplete ticket shows what is missing; the next one sends. */
  holdOnce() {
    const absent = this.checker.listAbsent(this.problem);
    if (this.wasHeld || absent.length === 0) return false;
    this.wasHeld = true;
    showFindings(this);
    this.part("held").focus();
    this.part("mail").scrollIntoView({ block: "nearest" });
    return true;
  }

  goTo(event) {
    event.preventDefault();
    const place = this.querySelector(new URL(event.target.closest("a").href).hash);
    place.closest("details")?.setAttribute("open", "");
    (place.matches("fieldset") ? place.querySelector("input") : place).focus();
  }

  takeAnswer({ dataset: { field }, value }) {
    this.problem.values[field] = value;
    if (field === "kind" || this.data.choices[field]) this.showFields();
    if (field === "level" || field === "category") this.dropVerdict();
    this.noteChange();
  }

  /** A level chosen by hand is no longer the classifier's. */
  dropVerdict() {
    this.problem.verdict = null;
    showVerdict(this);
  }

  noteChange() {
    this.keeper.wait(() => this.settle());
  }

  /** In pieces, so that the next key is never kept waiting. */
  async settle() {
    this.judging += 1;
    this.keeper.keep();
    await pause();
    await this.released;
    showFindings(this);
    showSheet(this);
    await pause();
    await this.released;
    if (this.outbox.isSeen) this.outbox.show();
    this.judging -= 1;
  }

  act(name, target) {
    const acts = {
      "take-theirs": () => this.keeper.takeTheirs(),
      "keep-mine": () => this.keeper.keepMine(),
      "add-examples": () => this.addExamples(),
      "remove-example": () => this.removeExamples((_, index) => index !== this.indexOf(target)),
      "keep-ticked": () => this.removeExamples(({ shows }) => shows),
      "hide-secret": () => this.hideSecret(target.dataset),
      "hide-all": () => this.hideAll(),
      "hide-phones": () => this.hideAll(["phone-number"]),
      now: () => this.fillInNow(target.dataset.for),
      "open-draft": () => this.openDraft(Number(target.dataset.draft)),
      "add-problem": () => {
        this.addProblem();
        this.change();
        this.focusKind();
      },
      "change-kind": () => this.changeKind(),
      split: () => this.split(),
      erase: () => this.keeper.erase(),
    };
    if (acts[name]) acts[name]();
    else this.outbox.act(name);
  }

  change() {
    this.keeper.keep();
    this.showAll();
  }

  indexOf(target) {
    return [...this.slotNamed("examples").children].indexOf(target.closest("li"));
  }

  addExamples() {
    const input = this.part("example-input");
    const known = new Set(this.problem.examples.map(({ text }) => text));
    const lines = new Set(
      input.value
        .split("\n")
        .map(line => line.trim())
        .filter(line => line && !known.has(line)),
    );
    this.problem.examples.push(...[...lines].map(text => ({ text, shows: false })));
    input.value = "";
    this.change();
    const tooMany = this.part("too-many");
    if (tooMany.hidden) input.focus();
    else tooMany.focus();
  }

  removeExamples(isKept) {
    this.problem.examples = this.problem.examples.filter(isKept);
    this.change();
    this.part("example-input").focus();
  }

  takeTick({ checked, dataset: { example } }) {
    this.problem.examples[example].shows = checked;
    this.noteChange();
  }

  hideSecret({ field, secret, part }) {
    const { values } = this.problem;
    values[field] = values[field].replaceAll(part, fill(this.data.sentences.hidden, { secret }));
    this.change();
    this.querySelector(`#ticket-${field}`).focus();
  }

  /** Hides every likely secret of every text, and the kinds in `wanted` too. */
  hideAll(wanted = []) {
    const { values } = this.problem;
    for (const { id, shared } of this.data.fields) {
      if (shared) continue;
      const found = this.checker.findSecrets(values[id] ?? "", wanted);
      for (const { part, label } of found)
        values[id] = values[id].replaceAll(part, fill(this.data.sentences.hidden, { secret: label }));
    }
    this.change();
    this.slotNamed("missing-title").focus();
  }

  fillInNow(field) {
    this.problem.values[field] = `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`;
    this.change();
    this.querySelector(`#ticket-${field}`).focus();
  }

  /** A new draft takes over who is writing, nothing else. */
  addProblem(values = {}) {
    const shared = this.data.fields.filter(field => field.shared).map(({ id }) => [id, this.problem.values[id] ?? ""]);
    this.problems.push(newProblem({ ...Object.fromEntries(shared), ...values }));
    this.current = this.problems.length - 1;
  }

  split() {
    const first = this.current;
    const [own, ...others] = (this.problem.values.observed ?? "")
      .split(/\n\s*\n/)
      .map(text => text.trim())
      .filter(Boolean);
    if (others.length === 0) return this.querySelector("#ticket-observed").focus();
    this.problem.values.observed = own;
    for (const observed of others) this.addProblem({ observed });
    this.current = first;
    this.change();
    return this.part("drafts").querySelector("button").focus();
  }

  openDraft(index) {
    this.current = index;
    this.change();
    this.focusKind();
  }

  focusKind() {
    const isFolded = !this.part("chosen").hidden;
    this.querySelector(isFolded ? "[data-act=change-kind]" : "[data-field=kind]").focus();
  }

  changeKind() {
    this.choosing = this.problem;
    this.showFields();
    this.querySelector("[data-field=kind]:checked").focus();
  }

  /** A kind that was known when the draft came into view takes one line; while it's being chosen, nothing folds. */
  showKind({ kind }) {
    if (!this.data.kinds[kind]) this.choosing = this.problem;
    const isFolded = this.choosing !== this.problem;
    this.part("chosen").hidden = !isFolded;
    this.slotNamed("kind").textContent = this.data.kinds[kind] ?? "";
    this.querySelector("#ticket-kind").hidden = isFolded;
  }

  showFields() {
    const { values } = this.problem;
    this.showKind(values);
    const optional = this.querySelector('[data-template="optional"]').content.textContent;
    for (const field of this.data.fields) {
      const box = this.querySelector(`[data-for="${field.id}"]`);
      box.hidden = !isAsked(field, values);
      this.part("need", box).textContent = isNeeded(field, values) ? "" : optional;
    }
    for (const fold of this.querySelectorAll("[data-part=optional]")) this.foldOptional(fold);
    this.hint?.setAttribute("data-kind", values.kind ?? "");
    for (const section of this.querySelectorAll("[data-section]"))
      section.hidden = !section.querySelector("[data-for]:not([hidden])");
    this.unfold();
  }

  /** In a section of evidence, only what this kind of problem needs stands open. What stays in its place keeps the focus. */
  foldOptional(fold) {
    const section = fold.parentElement;
    const { values } = this.problem;
    const next = new Map([[section, fold]]);
    let count = 0;
    for (const field of [...this.data.fields].reverse()) {
      const box = section.querySelector(`[data-for="${field.id}"]`);
      if (!box) continue;
      const home = isNeeded(field, values) ? section : fold;
      if (box.parentElement !== home) home.insertBefore(box, next.get(home) ?? null);
      next.set(home, box);
      if (home === fold && !box.hidden) count += 1;
    }
    fold.hidden = count === 0;
    const [summary] = fold.children;
    summary.dataset.words ??= summary.textContent;
    summary.textContent = fill(summary.dataset.words, { n: count });
  }

  /** What is folded shows itself when an answer or a needed detail stands in it. */
  unfold() {
    for (const field of this.data.fields) {
      if (isNeeded(field, this.problem.values) || !isEmpty(field, this.problem))
        this.querySelector(`[data-section] > details:has([data-for="${field.id}"])`)?.setAttribute("open", "");
    }
  }

  showAnswers() {
    for (const control of this.querySelectorAll("[data-field]")) {
      const value = this.problem.values[control.dataset.field] ?? "";
      if (control.type === "radio") control.checked = control.value === value;
      else control.value = value;
    }
  }

  showAll() {
    this.showAnswers();
    this.showFields();
    showExamples(this);
    showVerdict(this);
    showDrafts(this);
    showFindings(this);
    showSheet(this);
    this.outbox?.show();
  }
}

customElements.define("ticket-composer", TicketComposer);
