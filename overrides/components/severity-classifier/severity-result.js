/**
 * Shows one result: picks the prepared section, sentences and marks that belong to it. Every word stands in the page, under
 * a key.
 */
import { DAY, dateIfFar, due, localeOf, readClock } from "../clock/clock.js";
import { copyText } from "../copy/copy.js";
import { findChanges, UNSURE } from "./severity-table.js";
import { writeVector } from "./severity-vector.js";

function inZone(locale, instant, timeZone, more) {
  const hour = { hourCycle: "h23", hour: "2-digit", minute: "2-digit" };
  const parts = { timeZone, weekday: "short", ...hour, timeZoneName: "short", ...more };
  return new Intl.DateTimeFormat(locale, parts).format(instant);
}

const stateOf = (data, readings) =>
  data.states.find(({ open }) => Object.entries(readings).every(([id, reading]) => open.includes(id) === reading.open))
    ?.id;

const readAll = (data, now) =>
  Object.fromEntries(Object.entries(data.schedules).map(([id, hours]) => [id, readClock(hours, now)]));

/** What holds at `now`, and until when. */
function readMoment(data, now) {
  const readings = readAll(data, now);
  const until = Math.min(Infinity, ...Object.values(readings).map(({ changes }) => changes ?? Infinity));
  return { from: now, until, readings, state: stateOf(data, readings) };
}

/** Schedules change this often in a week at most, by far. */
const CHANGES = 50;

/** The moment at which the kind of cover changes, or null. */
function findEnd(cover, data, moment) {
  const kindOf = state => cover.querySelector(`[data-state="${state}"]`)?.dataset.kind;
  let next = moment;
  for (let step = 0; step < CHANGES && next.until !== Infinity; step += 1) {
    next = readMoment(data, next.until);
    if (kindOf(next.state) !== kindOf(moment.state)) return next.from;
  }
  return null;
}

const isOpen = (moment, schedule) => moment.readings[schedule]?.open ?? true;

// Shows only what holds in this moment in a result's section, and the hour at which the cover changes.
function drawNow(section, data, moment) {
  for (const item of section.querySelectorAll("[data-state]"))
    item.hidden = !item.dataset.state.split(" ").includes(moment.state);
  for (const paid of section.querySelectorAll("[data-paid][data-outside]"))
    paid.hidden = isOpen(moment, paid.dataset.outside);
  for (const cover of section.querySelectorAll(".now")) {
    const until = cover.querySelector(`[data-state="${moment.state}"] [data-part=until]`);
    const end = until && findEnd(cover, data, moment);
    if (end) fillTimes(until, "until", data.zone, end, dateIfFar(end, moment.from));
  }
}

// What a channel's hours mean now, with the weekday where the end is far.
function drawHours(section, data, moment) {
  for (const node of section.querySelectorAll("[data-hours]")) {
    const { open, changes } = moment.readings[node.dataset.hours];
    node.querySelector("[data-part=told-hours]").hidden = true;
    for (const words of node.querySelectorAll("[data-when]")) {
      words.hidden = (words.dataset.when === "open") !== open;
      const until = words.querySelector("[data-part=until]");
      until.hidden = changes === null;
      const more = changes - moment.from < DAY / 2 ? { weekday: undefined } : dateIfFar(changes, moment.from);
      if (changes !== null) fillTimes(until, "until", data.zone, changes, more);
    }
  }
}

// A moment in the provider's time, and in the reader's where their clocks differ.
function fillTimes(node, name, zone, instant, more) {
  const locale = localeOf(node);
  const [provider, reader] = [inZone(locale, instant, zone, more), inZone(locale, instant, undefined, more)];
  node.hidden = false;
  node.querySelector(`[data-slot=${name}-provider]`).textContent = provider;
  node.querySelector(`[data-slot=${name}-reader]`).textContent = reader;
  const [here, there] = [zone, undefined].map(each => inZone(locale, instant, each, { timeZoneName: undefined }));
  node.querySelector(`[data-part=${name}-reader]`).hidden = here === there;
}

// When each response target runs out for what is reported now.
function drawDue(section, zone, now) {
  for (const node of section.querySelectorAll("[data-due]")) {
    const end = due(JSON.parse(node.dataset.due), now);
    node.hidden = end === null;
    if (end !== null) fillTimes(node, "due", zone, end, dateIfFar(end, now));
  }
}

export const textOf = node => node.textContent.replace(/\s+/g, " ").trim();

// The hint about the status stands in the result and has names of its own.
const index = (root, name) =>
  new Map([...root.querySelectorAll(`[data-${name}]:not(status-hint *)`)].map(node => [node.dataset[name], node]));

export class ResultPanel {
  /** @param {HTMLElement} root @param {import("./severity-table.js").Table} table with schedules and states of the page */
  constructor(root, table) {
    Object.assign(this, {
      root,
      table,
      keys: index(root, "key"),
      parts: index(root, "part"),
      slots: index(root, "slot"),
    });
    this.panel = this.parts.get("verdict");
    this.none = this.parts.get("impossible");
  }

  fill(slot, ...content) {
    this.slots.get(slot).replaceChildren(...content);
  }

  copyOf(key) {
    return [...(this.keys.get(key)?.cloneNode(true).childNodes ?? [])];
  }

  mark(level, kind = "mark") {
    return this.copyOf(`${kind}.${level}`);
  }

  // "P1 to P3" made of marks; one mark when there is one level.
  span(levels, kind) {
    const ends = levels.length > 1 ? [levels[0], levels.at(-1)] : levels;
    return ends.flatMap((each, place) => [...(place ? this.copyOf("to") : []), ...this.mark(each, kind)]);
  }

  get heading() {
    return this.slots.get(this.panel.hidden ? "no-title" : "title");
  }

  get reason() {
    return this.slots.get(this.panel.hidden ? "no-because" : "because");
  }

  hide() {
    this.panel.hidden = true;
    this.none.hidden = true;
  }

  get hint() {
    return this.parts.get("hint")?.querySelector("status-hint");
  }

  /** The line about an open incident stands above all, unless the result says it itself or is about what the status page never shows. */
  placeHint(isResult) {
    const isTold = () => !this.mayBeOnStatusPage || this.section?.querySelector("[data-if-not-shown]");
    if (this.hint) this.parts.get("hint").hidden = Boolean(isResult && isTold());
  }

  /** True where something is known of the status that the result itself doesn't say. */
  get hasNews() {
    return !this.panel.hidden && Boolean(this.hint?.matches("[data-live]")) && !this.parts.get("hint").hidden;
  }

  // Some kinds of problem are never on the provider's status page.
  get mayBeOnStatusPage() {
    const { kindsOnStatusPage: kinds } = this.table;
    const { evidence } = this.result.outcome;
    return !evidence || !kinds || kinds.includes(evidence);
  }

  /** Show the result, or why the answers cannot be true together. */
  draw(result, answers, now) {
    const { outcome, levels, stated } = result;
    const isPossible = outcome.level !== null;
    Object.assign(this, { result, answers, section: null, vector: writeVector(this.table, answers) });
    (isPossible ? this.panel : this.none).hidden = false;
    this.drawAnswers(isPossible ? "answers" : "no-answers");
    if (!isPossible) return this.fill("no-because", ...this.copyOf(`impossible.${outcome.impossible}`));
    const isSure = levels.length === 1;
    const name = isSure ? `${outcome.level}-${outcome.category}` : `unsure-${outcome.level}`;
    this.section = this.root.querySelector(`[data-part=reading] [data-class~="${name}"]`).cloneNode(true);
    this.section.querySelector("h3").remove();
    for (const fold of this.section.querySelectorAll("details")) fold.open = false;
    this.fill("class", this.section);
    this.section.insertBefore(this.parts.get("evidence"), this.section.querySelector(":scope > details"));
    this.drawVector();
    this.drawTitle(result);
    this.drawReasons(result, stated);
    this.drawLooks(result);
    this.drawCategory(result);
    this.drawCovers(result);
    this.drawPaid(result.outcome.evidence);
    this.drawFindOut(result);
    this.drawChanges();
    this.drawMoment(now);
    // Whoever is going to report it reads what to gather.
    this.parts.get("evidence").open =
      this.section.querySelector(".act:not([hidden]) .act__first [data-ticket]") !== null;
  }

  // A line breaks only between two answers.
  drawVector() {
    const [name, ...answers] = this.vector.split("/");
    this.fill("vector", name, ...answers.flatMap(answer => ["/", document.createElement("wbr"), answer]));
  }

  get isCritical() {
    return this.table.levels.find(({ id }) => id === this.result.outcome.level).critical;
  }

  // False where a reader only follows the provider's page.
  get isReported() {
    return !this.section.querySelector(".act--follow");
  }

  // Of several levels none is asserted.
  drawTitle({ levels, categories }) {
    const rank = this.table.levels.findIndex(({ id }) => id === levels[0]) + 1;
    this.parts.get("head").className = `verdict__head portal-level-card--${Math.min(rank, 6)}`;
    const tag = document.createElement("span");
    tag.className = "category";
    tag.append(
      ...categories.flatMap((each, place) => [...(place ? this.copyOf("or") : []), ...this.copyOf(`category.${each}`)]),
    );
    if (levels.length > 1) this.fill("title", ...this.copyOf("several"), ...this.span(levels, "short-mark"));
    else this.fill("title", ...this.mark(levels[0]), " ", tag);
  }

  // Only what follows from the answers alone is a reason: a rule that might hold is none.
  drawReasons({ outcome: { evidence }, levels, categories }, { rule, exclusion, categoryRule }) {
    const needs = rule && this.isReported ? this.keys.get(`evidence.${evidence}`) : null;
    this.fill("evidence", ...(needs ? [needs.cloneNode(true)] : []));
    this.parts.get("evidence").hidden = !needs;
    this.fill("needed", this.namesOf(needs).join(" · "));
    this.hint?.setAttribute("data-kind", evidence ?? "");
    const doubt = () => (levels.length > 1 ? [" ", ...this.copyOf("rule.unsure")] : []);
    for (const slot of ["because", "reason-level"]) this.fill(slot, ...this.copyOf(`rule.${rule}`), ...doubt());
    for (const slot of ["exclusion", "reason-exclusion"]) this.fill(slot, ...this.copyOf(`exclusion.${exclusion}`));
    this.slots.get("reason-exclusion").hidden = !exclusion;
    this.fill(
      "reason-category",
      ...this.copyOf(`category-rule.${categories.length > 1 ? "unsure" : (categoryRule ?? "otherwise")}`),
    );
    this.drawFirst(
      [exclusion, categoryRule, rule].find(each => this.keys.has(`do-first.${each}`)),
      exclusion,
    );
  }

  namesOf(needs) {
    return [...(needs?.querySelectorAll("li:has(.portal-need--required) > strong") ?? [])].map(textOf);
  }

  // A step that leads to the status page, where that never shows this kind of problem, is none.
  drawLooks({ classes }) {
    if (this.mayBeOnStatusPage && classes.some(each => this.table.classesOnStatusPage.includes(each))) return;
    for (const step of this.section.querySelectorAll(".act__look")) step.remove();
  }

  // While several categories are possible and their cover differs, the result shows what holds at least and what else may hold. Who
  // learns of the problem how is as open.
  drawCategory({ categories }) {
    const all = name => [...this.section.querySelectorAll(`[data-part=${name}]`)];
    const others = all("other-cover").filter(each => categories.includes(each.dataset.category));
    for (const each of others) each.hidden = false;
    for (const each of all("at-least")) each.hidden = others.length === 0;
    if (categories.length > 1)
      for (const each of all("contact")) each.replaceChildren(...this.copyOf("category-rule.unsure"));
  }

  // While several levels are possible, each cover that may hold is told; one that holds in any case needs no name.
  drawCovers({ classes }) {
    const all = [...this.section.querySelectorAll("[data-classes]")];
    const possible = all.filter(each => each.dataset.classes.split(" ").some(name => classes.includes(name)));
    for (const each of all) each.hidden = !possible.includes(each);
    if (possible.length > 1) return;
    for (const name of this.section.querySelectorAll("[data-part=cover-name]")) name.remove();
  }

  // Some paid options are for one kind of problem.
  drawPaid(evidence) {
    for (const paid of this.section.querySelectorAll("[data-paid][data-kinds]"))
      if (!paid.dataset.kinds.split(" ").includes(evidence)) paid.remove();
  }

  // What a reader does on their own side, and how the instruction after it begins.
  drawFirst(entry, exclusion) {
    this.parts.get("do-first").hidden = entry === undefined;
    this.fill("do-first", ...this.copyOf(`do-first.${entry}`));
    for (const next of this.section.querySelectorAll("[data-part=next]")) {
      next.hidden = entry === undefined;
      next.replaceChildren(...this.copyOf(`do-then.${entry}`));
    }
    const change = this.parts.get("do-first").querySelector("button");
    change.hidden = !exclusion || entry !== exclusion;
    if (!change.hidden) change.dataset.question = this.keys.get(`do-first.${exclusion}`).dataset.question;
  }

  // What depends on the time: who is there, whether the paid option and the warning apply. Drawn when that changes.
  drawMoment(now) {
    if (!this.section) return;
    this.fill("printed", `${new Date(now).toISOString().slice(0, 16).replace("T", " ")} UTC`);
    drawDue(this.section, this.table.zone, now);
    const last = this.section.moment;
    if (last && last.from <= now && now < last.until) return;
    const moment = readMoment(this.table, now);
    this.section.moment = moment;
    drawNow(this.section, this.table, moment);
    drawHours(this.section, this.table, moment);
    const warning = this.keys.get("misreporting");
    const outside = warning && !isOpen(moment, warning.querySelector("[data-outside]").dataset.outside);
    const { levels, outcome } = this.result;
    const isTold = this.isReported && levels.length === 1 && !outcome.namesNoLevel && this.isCritical;
    this.fill("misreporting", ...(outside && isTold ? [...warning.cloneNode(true).querySelectorAll("p")] : []));
  }

  drawFindOut({ mostInformativeQuestion: question }) {
    this.parts.get("find-out").hidden = question === null;
    for (const each of this.section.querySelectorAll("[data-part=critical-if]"))
      each.replaceChildren(...this.copyOf(`critical-if.${question}`));
    if (question === null) return;
    this.fill("find-out", this.titleOf(question));
    this.fill("find-out-help", ...this.copyOf(`help.${question}`));
  }

  titleOf(question) {
    return textOf(this.keys.get(`question.${question}`));
  }

  drawChanges() {
    const { content } = this.parts.get("change");
    const rows = findChanges(this.table, this.answers).map(({ question, answer, levels }) => {
      const row = content.cloneNode(true);
      row.querySelector("[data-slot=what-if]").replaceChildren(...this.copyOf(`what-if.${question}.${answer}`));
      row.querySelector("[data-slot=levels]").replaceChildren(...this.span(levels, "short-mark"));
      return row;
    });
    this.parts.get("changes").hidden = rows.length === 0;
    this.fill("changes", ...rows);
  }

  drawAnswers(slot) {
    const { content } = this.parts.get("answer");
    const rows = [...this.answers].map(([question, answer]) => {
      const row = content.cloneNode(true);
      const title = this.titleOf(question);
      row.querySelector("dt").textContent = title;
      row.querySelector("dd").append(...this.copyOf(`answer.${question}.${answer}`));
      row.querySelector("button").dataset.question = question;
      row.querySelector("[data-slot=which]").textContent = `: ${title}`;
      return row;
    });
    this.fill(slot, ...rows);
  }

  /** What is still open, in words; a settled level and category go along as values. */
  get openWords() {
    const { levels, categories } = this.result;
    if (levels.length > 1) return [textOf(this.heading)];
    const labels = categories.map(each => textOf(this.keys.get(`category.${each}`)));
    return labels.length > 1 ? [labels.join(this.keys.get("or").textContent)] : [];
  }

  /** The answers as a ticket takes them: all in words, and those that fill in a field of it. */
  inWords() {
    const wordsOf = ([question, answer]) => textOf(this.keys.get(`answer.${question}.${answer}`));
    const telling = this.table.questions
      .filter(({ id, tells }) => tells && (this.answers.get(id) ?? UNSURE) !== UNSURE)
      .map(({ id, tells }) => [`tells.${tells}`, wordsOf([id, this.answers.get(id)])]);
    const words = [...this.answers].map(each => `${this.titleOf(each[0])} ${wordsOf(each)}`).join("\n");
    return { words, told: Object.fromEntries(telling) };
  }

  // The result as plain text, put together from what is on show; a link brings its address along.
  asText(link) {
    const show = node => {
      const copy = node.cloneNode(true);
      for (const left of copy.querySelectorAll("[hidden], [data-part=state], button")) left.remove();
      for (const each of copy.querySelectorAll("a[href^=http]"))
        each.append(` (${"ticket" in each.dataset ? each.href.split("?")[0] : each.href})`);
      return textOf(copy);
    };
    const all = selector => [...this.panel.querySelectorAll(selector)].map(show).filter(Boolean);
    const needed = this.namesOf(this.slots.get("evidence")).join("; ");
    const first = ":is(.do-first, .act :is(.act__do, .act__first, .act__then li))";
    const news = "status-hint:not([data-live=operational]) .status-hint-live p";
    const onShow = [...this.root.querySelectorAll(`${news}, [data-part=verdict] ${first}`)].filter(
      node => node.getClientRects().length > 0,
    );
    return [
      textOf(this.heading),
      this.vector,
      textOf(this.slots.get("printed")),
      ...onShow.map(show),
      ...(needed ? [`${textOf(this.panel.querySelector("[data-part=evidence] summary > span"))}: ${needed}`] : []),
      ...all("[data-slot=class] :is(.now li, [data-part=other-cover]):not([hidden], [hidden] *)"),
      ...all("[data-slot=class] .targets li"),
      ...all(".reasons > [data-slot]:not([hidden])"),
      this.inWords().words.replace(/^/gm, "- "),
      link,
    ].join("\n");
  }

  // Puts text on the clipboard and says so; where that is forbidden, offers it to be copied by hand.
  async copy(text) {
    const done = await copyText(text);
    const say = (name, on) => (this.panel.querySelector(`[data-say=${name}]`).hidden = !on);
    say("copied", done);
    say("not-copied", !done);
    this.panel.querySelector("[data-part=plain]").hidden = done;
    const plain = this.slots.get("plain");
    plain.value = text;
    if (!done) plain.select();
  }
}
