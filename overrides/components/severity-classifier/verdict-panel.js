// Shows one verdict: picks the prepared section, sentences and marks that belong to it. Every word stands in the page,
// under a key. What one reads first is drawn at once; the rest follows as soon as that is painted.
import { idOf } from "./classifier-answers.js";
import { readClock } from "../clock/clock.js";
import { whatWouldChange } from "./decision.js";
import { afterPaint } from "../next-step/next-step.js";
import { encode } from "./verdict-code.js";

let kept = null;

function inZone(instant, timeZone) {
  const parts = { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  return new Intl.DateTimeFormat("en-GB", parts).format(instant);
}

const stateOf = (data, readings) =>
  data.states.find(({ open }) => Object.entries(readings).every(([id, reading]) => open.includes(id) === reading.open))
    ?.id;

const readAll = (data, now) =>
  Object.fromEntries(Object.entries(data.schedules).map(([id, hours]) => [id, readClock(hours, now)]));

// What holds at `now`, and until when. Reading clocks is slow, so the answer is kept until it changes.
function readMoment(data, now) {
  if (kept && kept.data === data && kept.from <= now && now < kept.until) return kept;
  const readings = readAll(data, now);
  const until = Math.min(Infinity, ...Object.values(readings).map(({ changes }) => changes ?? Infinity));
  kept = { data, from: now, until, readings, state: stateOf(data, readings) };
  if (until < Infinity) {
    kept.next = stateOf(data, readAll(data, until));
    kept.provider = inZone(until, data.zone);
    kept.reader = inZone(until);
  }
  return kept;
}

const isOpen = (moment, schedule) => moment.readings[schedule]?.open ?? true;

// Shows only what holds in this moment in a verdict's section, and the hour at which that changes.
function drawNow(section, moment) {
  for (const item of section.querySelectorAll("[data-state]")) item.hidden = item.dataset.state !== moment.state;
  for (const paid of section.querySelectorAll("[data-paid][data-outside]"))
    paid.hidden = isOpen(moment, paid.dataset.outside);
  const until = section.querySelector("[data-part=until]");
  until.hidden = !moment.next;
  if (until.hidden) return;
  const slot = name => until.querySelector(`[data-slot=until-${name}]`);
  slot("provider").textContent = moment.provider;
  slot("reader").textContent = moment.reader;
  until.querySelector("[data-part=until-reader]").hidden = moment.provider === moment.reader;
  const next = section.querySelector(`[data-state="${moment.next}"]`).cloneNode(true);
  next.querySelector("[data-part=state]").remove();
  slot("next").replaceChildren(...next.childNodes);
}

export const textOf = node => node.textContent.replace(/\s+/g, " ").trim();

// The hint about the status stands in the verdict and has names of its own.
const index = (root, name) =>
  new Map([...root.querySelectorAll(`[data-${name}]:not(status-hint *)`)].map(node => [node.dataset[name], node]));

export class VerdictPanel {
  constructor(root, data) {
    Object.assign(this, {
      root,
      data,
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
    return this.copyOf(`${kind}.${this.data.levels[level]}`);
  }

  // "P1 to P3" made of marks; one mark when there is one level.
  span(levels, kind) {
    const ends = levels.length > 1 ? [levels[0], levels.at(-1)] : levels;
    return ends.flatMap((each, place) => [...(place ? this.copyOf("to") : []), ...this.mark(each, kind)]);
  }

  get heading() {
    return this.slots.get(this.panel.hidden ? "no-title" : "title");
  }

  hide() {
    this.panel.hidden = true;
    this.none.hidden = true;
  }

  // Fills the panel, while it may still be hidden, with what one reads first. The same answers are drawn only once.
  prepare(verdict, put, now) {
    const drawn = JSON.stringify([...put]);
    if (this.drawn === drawn) return;
    this.hide();
    const { data } = this;
    const end = data.ends[verdict.end];
    Object.assign(this, { drawn, verdict, put, end, code: null });
    if (verdict.level === null) {
      this.fill("no-because", ...this.copyOf(`impossible.${data.impossible[end[5]]}`));
      this.drawAnswers("no-answers", put);
      return;
    }
    const [, , rule, cap] = end;
    const labels = verdict.categories.flatMap((each, place) => [
      place ? " / " : " ",
      ...this.copyOf(`category.${data.categories[each]}`),
    ]);
    this.fill("title", ...this.mark(verdict.level), ...labels);
    this.fill("because", ...this.copyOf(`rule.${data.rules[rule][0]}`));
    this.fill("cap", ...this.copyOf(`cap.${data.caps[cap]}`));
    this.drawRange(verdict);
    this.section = this.keys
      .get(`class.${data.levels[verdict.level]}-${data.categories[verdict.category]}`)
      .cloneNode(true);
    this.section.querySelector("h3").remove();
    this.fill("class", this.section);
    this.capped = cap !== null;
    this.code = encode(data.codes, data.version, verdict.level, verdict.category, put);
    this.hideRest(true);
    this.drawMoment(now);
    this.panel.dataset.ready = ""; // laid out without being seen: see severity-classifier.css
  }

  hideRest(hidden) {
    this.parts.get("later").hidden = this.section.querySelector("[data-part=more]").hidden = hidden;
  }

  // Shows the panel; returns the verdict's code, or null when the answers cannot be true together.
  show(verdict, put, now) {
    this.prepare(verdict, put, now);
    (verdict.level === null ? this.none : this.panel).hidden = false;
    if (this.code) this.drawLater(now);
    return this.code;
  }

  drawLater(now) {
    const { drawn } = this;
    this.drawMoment(now);
    this.settled = new Promise(done =>
      afterPaint(() => {
        if (drawn === this.drawn) {
          this.drawRest(this.end, this.put);
          this.hideRest(false);
        }
        done();
      }),
    );
  }

  drawRest([, , rule, cap, categoryRule], put) {
    const { data, verdict } = this;
    const [ruleId, evidence] = data.rules[rule];
    this.fill("evidence", this.keys.get(`evidence.${evidence}`).cloneNode(true));
    const hint = this.parts.get("hint");
    if (hint) hint.hidden = !data.critical[verdict.level];
    hint?.querySelector("status-hint")?.setAttribute("data-kind", evidence);
    const categoryId =
      verdict.categories.length > 1 ? "unsure" : categoryRule < 0 ? "otherwise" : data.categoryRules[categoryRule];
    this.fill("reason-level", ...this.copyOf(`rule.${ruleId}`));
    this.fill("reason-cap", ...this.copyOf(`cap.${data.caps[cap]}`));
    this.slots.get("reason-cap").hidden = cap === null;
    this.fill("reason-category", ...this.copyOf(`category-rule.${categoryId}`));
    this.fill("code", this.code);
    this.drawChanges(put, verdict.level);
    this.drawAnswers("answers", put);
  }

  // What depends on the time: who is there, whether the paid option and the warning apply. Drawn when that changes.
  drawMoment(now) {
    const moment = readMoment(this.data, now);
    if (!this.section) return;
    this.fill("printed", `${new Date(now).toISOString().slice(0, 16).replace("T", " ")} UTC`);
    if (this.section.moment === moment) return;
    this.section.moment = moment;
    drawNow(this.section, moment);
    const warning = this.keys.get("misreporting");
    const outside = warning && !isOpen(moment, warning.querySelector("[data-outside]").dataset.outside);
    const relevant = warning && (this.capped || (outside && this.data.critical[this.verdict.level]));
    this.fill("misreporting", ...(relevant ? [warning.cloneNode(true)] : []));
  }

  drawRange({ levels, categories, findOut }) {
    this.parts.get("range").hidden = levels.length < 2 && categories.length < 2;
    this.fill("range", ...(levels.length > 1 ? this.span(levels) : this.copyOf("category-rule.unsure")));
    this.parts.get("find-out").hidden = findOut === null;
    if (findOut !== null) this.fill("find-out", this.titleOf(findOut));
  }

  titleOf(question) {
    return textOf(this.keys.get(`question.${this.data.questions[question].id}`));
  }

  drawChanges(put, level) {
    const { content } = this.parts.get("change");
    const rows = whatWouldChange(this.data, put, level).map(({ question, answer, levels }) => {
      const row = content.cloneNode(true);
      const { id, answers } = this.data.questions[question];
      row.querySelector("[data-slot=what-if]").replaceChildren(...this.copyOf(`what-if.${id}.${answers[answer]}`));
      row.querySelector("[data-slot=levels]").replaceChildren(...this.span(levels, "short-mark"));
      return row;
    });
    this.parts.get("changes").hidden = rows.length === 0;
    this.fill("changes", ...rows);
  }

  drawAnswers(slot, put) {
    const { content } = this.parts.get("answer");
    const rows = [...put].map(([question, answer]) => {
      const row = content.cloneNode(true);
      const { id } = this.data.questions[question];
      const title = this.titleOf(question);
      row.querySelector("dt").textContent = title;
      row.querySelector("dd").append(...this.copyOf(`answer.${id}.${idOf(this.data.questions[question], answer)}`));
      row.querySelector("button").dataset.question = id;
      row.querySelector("[data-slot=which]").textContent = `: ${title}`;
      return row;
    });
    this.fill(slot, ...rows);
  }

  // The verdict as plain text, put together from what is on show.
  asText(link) {
    const all = selector => [...this.panel.querySelectorAll(selector)].map(textOf).filter(Boolean);
    const reasons = all(".reasons > [data-slot]:not([hidden])");
    const now = all(".now li:not([hidden]), .now [data-part=until]:not([hidden])");
    const answers = [...this.slots.get("answers").children].map(
      row => `- ${textOf(row.firstElementChild)} ${textOf(row.children[1])}`,
    );
    return [textOf(this.heading), this.code, ...reasons, ...now, ...answers, link].join("\n");
  }

  // Puts text on the clipboard and says so; where that is forbidden, offers it to be copied by hand.
  async copy(text) {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = false;
    }
    const say = (name, on) => (this.panel.querySelector(`[data-say=${name}]`).hidden = !on);
    say("copied", done);
    say("not-copied", !done);
    this.panel.querySelector("[data-part=plain]").hidden = done;
    const plain = this.slots.get("plain");
    plain.value = text;
    if (!done) plain.select();
  }
}
