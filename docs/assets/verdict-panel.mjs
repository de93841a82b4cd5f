// Shows one verdict: picks the prepared section, sentences and marks that belong to it. Every word stands in the page.
import { idOf } from "./classifier-address.mjs";
import { whatWouldChange } from "./decision.mjs";
import { encode } from "./verdict-code.mjs";
import { drawNow, isOpen } from "./verdict-now.mjs";

const textOf = (node) => node.textContent.replace(/\s+/g, " ").trim();

export class VerdictPanel {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.panel = root.querySelector("[data-part=verdict]");
    this.none = root.querySelector("[data-part=impossible]");
  }

  slot(name) {
    return this.root.querySelector(`[data-slot="${name}"]`);
  }

  copyOf(selector) {
    const found = this.root.querySelector(selector);
    return found ? [...found.cloneNode(true).childNodes] : [];
  }

  because(kind, id) {
    return this.copyOf(`[data-part=reading] tr[data-${kind}="${id}"] td:has([data-part=because])`);
  }

  mark(level) {
    return this.copyOf(`[data-mark="${this.data.levels[level]}"]`);
  }

  // "P1 to P3" made of marks; one mark when there is one level.
  span(levels, mark) {
    const ends = levels.length > 1 ? [levels[0], levels.at(-1)] : levels;
    const to = this.root.querySelector("template[data-part=to]").content.textContent;
    return ends.flatMap((each, place) => (place ? [to, ...mark(each)] : mark(each)));
  }

  get heading() {
    return this.panel.hidden ? this.slot("no-title") : this.slot("title");
  }

  // Fills and shows the panel; returns the verdict's code, or null when the answers cannot be true together.
  show(verdict, answers, asked, now) {
    const put = new Map(asked.map((question) => [question, answers.get(question)]));
    this.panel.hidden = verdict.level === null;
    this.none.hidden = verdict.level !== null;
    if (verdict.level === null) return this.showNone(verdict, put);
    const { data } = this;
    const [, , rule, cap, categoryRule] = data.ends[verdict.end];
    const [ruleId, evidence] = data.rules[rule];
    const level = data.levels[verdict.level];
    const category = data.categories[verdict.category];
    const sure = verdict.categories.length === 1;
    const labels = verdict.categories.map((each) => this.copyOf(`[data-category-label="${data.categories[each]}"]`));
    this.slot("title").replaceChildren(...this.mark(verdict.level), " ", ...labels.flatMap((label, place) => (place ? [" / ", ...label] : label)));
    this.slot("because").replaceChildren(...this.because("rule", ruleId));
    const capped = cap === null ? [] : this.because("cap", data.caps[cap]);
    this.slot("cap").replaceChildren(...capped);
    this.drawRange(verdict);
    const section = this.root.querySelector(`[data-part=reading] [data-class="${level}-${category}"]`).cloneNode(true);
    section.querySelector("h3").remove();
    this.slot("class").replaceChildren(section);
    this.section = section;
    this.slot("evidence").replaceChildren(this.root.querySelector(`[data-part=reading] [data-evidence="${evidence}"]`).cloneNode(true));
    const hint = this.panel.querySelector("[data-part=hint]");
    if (hint) hint.hidden = !data.critical[verdict.level];
    this.slot("reason-level").replaceChildren(...this.because("rule", ruleId));
    this.slot("reason-cap").replaceChildren(...this.because("cap", cap === null ? null : data.caps[cap]));
    this.slot("reason-cap").hidden = cap === null;
    const categoryId = categoryRule < 0 ? "" : data.categoryRules[categoryRule];
    this.slot("reason-category").replaceChildren(...(sure ? this.because("category-rule", categoryId) : this.copyOf("[data-say=unsure-category]")));
    this.drawChanges(put, asked, verdict.level);
    this.drawAnswers(this.slot("answers"), put);
    this.capped = cap !== null;
    this.verdict = verdict;
    this.code = encode(data.codes, data.version, verdict.level, verdict.category, put);
    this.slot("code").textContent = this.code;
    this.drawMoment(now);
    return this.code;
  }

  showNone(verdict, put) {
    const id = this.data.impossible[this.data.ends[verdict.end][5]];
    this.slot("no-because").replaceChildren(...this.copyOf(`tr[data-impossible="${id}"] [data-part=because]`));
    this.drawAnswers(this.slot("no-answers"), put);
    return null;
  }

  // What depends on the time: who is there, whether the paid option and the warning apply.
  drawMoment(now) {
    if (!this.section) return;
    drawNow(this.section, this.data, now);
    const warning = this.root.querySelector("[data-part=reading] [data-part=misreporting]");
    const critical = this.data.critical[this.verdict.level];
    const outside = warning ? !isOpen(this.data, warning.querySelector("[data-outside]").dataset.outside, now) : false;
    const relevant = warning && (this.capped || (critical && outside));
    this.slot("misreporting").replaceChildren(...(relevant ? [warning.cloneNode(true)] : []));
    this.slot("printed").textContent = new Date(now).toISOString().slice(0, 16).replace("T", " ") + " UTC";
  }

  drawRange({ levels, categories, findOut }) {
    this.panel.querySelector("[data-part=range]").hidden = levels.length < 2 && categories.length < 2;
    const room = levels.length > 1 ? this.span(levels, (each) => this.mark(each)) : this.copyOf("[data-say=unsure-category]");
    this.slot("range").replaceChildren(...room);
    this.panel.querySelector("[data-part=find-out]").hidden = findOut === null;
    if (findOut !== null) this.slot("find-out").textContent = textOf(this.fieldset(findOut).querySelector("legend"));
  }

  fieldset(question) {
    return this.root.querySelector(`fieldset[data-question="${this.data.questions[question].id}"]`);
  }

  drawChanges(put, asked, level) {
    const { content } = this.root.querySelector("template[data-part=change]");
    const rows = whatWouldChange(this.data, put, asked, level).map(({ question, answer, levels }) => {
      const row = content.cloneNode(true);
      const { id, answers } = this.data.questions[question];
      row.querySelector("[data-slot=what-if]").replaceChildren(...this.copyOf(`[data-what-if="${id}.${answers[answer]}"]`));
      const mark = (each) => this.copyOf(`[data-short-mark="${this.data.levels[each]}"]`);
      row.querySelector("[data-slot=levels]").replaceChildren(...this.span(levels, mark));
      return row;
    });
    this.panel.querySelector("[data-part=changes]").hidden = rows.length === 0;
    this.slot("changes").replaceChildren(...rows);
  }

  drawAnswers(list, put) {
    const { content } = this.root.querySelector("template[data-part=answer]");
    const rows = [...put].map(([question, answer]) => {
      const row = content.cloneNode(true);
      const { id } = this.data.questions[question];
      const fieldset = this.fieldset(question);
      const chosen = fieldset.querySelector(`input[value="${idOf(this.data.questions[question], answer)}"]`);
      row.querySelector("dt").textContent = textOf(fieldset.querySelector("legend"));
      row.querySelector("dd").textContent = textOf(chosen.closest("label").querySelector("[data-part=label]"));
      row.querySelector("button").dataset.question = id;
      row.querySelector("[data-slot=which]").textContent = `: ${textOf(fieldset.querySelector("legend"))}`;
      return row;
    });
    list.replaceChildren(...rows);
  }

  // The verdict as plain text, put together from what is on show.
  asText(link) {
    const title = [...this.slot("title").childNodes].map(textOf).filter(Boolean).join(" ");
    const reasons = [...this.panel.querySelectorAll(".reasons > li:not([hidden])")].slice(0, 3).map(textOf);
    const now = [...this.section.querySelectorAll(".now li:not([hidden]), .now [data-part=until]:not([hidden])")].map(textOf);
    const answers = [...this.slot("answers").children].map((row) => `- ${textOf(row.querySelector("dt"))} ${textOf(row.querySelector("dd"))}`);
    return [title, this.code, ...reasons.filter(Boolean), ...now, ...answers, link].join("\n");
  }
}
