// The answers: in the address, in a code, from a troubleshooter, and on the form.
// The answers in the address, keyed by question id in the order of the questions: ?v=1&calls=all&affected=customer.
import { longestWay } from "./decision.mjs";
import { decode, UNSURE } from "./verdict-code.mjs";

const OTHERS = new Set(["step", "code", "now", "trail", "verdict", "steps", "q", "h"]);

const numberOf = (question, id) => (id === "unsure" ? UNSURE : question.answers.indexOf(id));

export const idOf = (question, answer) => (answer === UNSURE ? "unsure" : question.answers[answer]);

// Answers by question id, whatever rules they were given under; what today's rules do not know is listed in `unknown`.
function read(data, pairs) {
  const answers = new Map();
  const unknown = [];
  for (const [id, value] of pairs) {
    const number = data.questions.findIndex(question => question.id === id);
    const answer = number < 0 ? -2 : numberOf(data.questions[number], value);
    if (number >= 0 && (answer >= 0 || value === "unsure")) answers.set(number, answer);
    else unknown.push(`${id}=${value}`);
  }
  return { answers, unknown };
}

export function readAddress(data, params) {
  if (params.has("code")) return readCode(data, params.get("code"));
  const pairs = [...params].filter(([name]) => name !== "v" && !OTHERS.has(name));
  const version = params.has("v") ? Number(params.get("v")) : data.version;
  const found = read(data, pairs);
  const ours = params.has("v") || found.answers.size > 0;
  return { ...found, unknown: ours ? found.unknown : [], version, step: params.get("step") };
}

// A code of an older version is read by that version's own questions and then carried over by their ids.
export function readCode(data, text) {
  const said = decode(data.codes, text);
  if (said.refused)
    return { refused: said.refused, answers: new Map(), unknown: [], version: data.version, step: null };
  const questions = data.codes.layouts[said.version].questions ?? data.questions;
  const pairs = [...said.answers].map(([number, answer]) => [questions[number].id, idOf(questions[number], answer)]);
  return { ...read(data, pairs), version: said.version, step: null };
}

// The answers a troubleshooter already knows.
export const readKnown = (data, known) => read(data, Object.entries(known)).answers;

export function writeAddress(data, answers, step, base) {
  const url = new URL(base);
  for (const name of [...url.searchParams.keys()])
    if (!["now", "trail", "steps"].includes(name)) url.searchParams.delete(name);
  url.hash = "";
  if (answers.size > 0) url.searchParams.set("v", data.version);
  for (const [number, question] of data.questions.entries()) {
    if (answers.has(number)) url.searchParams.set(question.id, idOf(question, answers.get(number)));
  }
  if (step !== null) url.searchParams.set("step", step);
  return url;
}

// What a link or a code said that today's rules do not: each notice stands in the page, this shows those that apply.
// `found` is what was read above; `came` is true when answers came from a troubleshooter.
export function showNotices(root, now, { unknown, version }, came) {
  const notice = name => root.querySelector(`[data-notice=${name}]`);
  const exists = version >= 1 && version <= now;
  const shown = { unknown: unknown.length > 0, older: exists && version < now, newer: !exists, known: came };
  for (const name in shown) notice(name).hidden = !shown[name];
  notice("unknown").querySelector("[data-slot]").textContent = unknown.join(", ");
  notice("older").querySelector("[data-slot]").textContent = version;
  for (const change of notice("older").querySelectorAll("[data-version]"))
    change.hidden = change.dataset.version <= version;
}

// Says why a code cannot be read; null clears it.
export function showRefusal(root, kind) {
  const decoder = root.querySelector("[data-part=decoder]");
  for (const line of decoder.querySelectorAll("[data-refused]")) line.hidden = line.dataset.refused !== kind;
  decoder.elements.code.setAttribute("aria-invalid", kind !== null);
}

// The questions on the page: which of them show, what is picked, and what is still missing.
let made = 0;

// The question put before `current` (all are before null).
export const before = (asked, current) => asked.filter(question => current === null || question < current).at(-1);

export class QuestionForm {
  constructor(form, data) {
    this.form = form;
    this.data = data;
    this.fieldsets = data.questions.map(({ id }) => form.querySelector(`fieldset[data-question="${id}"]`));
    this.errors = form.querySelector("[data-part=errors]");
    this.name();
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

  legend(question) {
    return this.fieldsets[question].querySelector("legend");
  }

  draw(mode, current, { asked, next }, answers) {
    const all = mode === "all";
    for (const [number, fieldset] of this.fieldsets.entries()) {
      fieldset.hidden = all ? !asked.includes(number) && number !== next : number !== current;
    }
    this.fail([]);
    const ahead = all || current === null ? 0 : longestWay(this.data, answers, current);
    const say = (name, on) => (this.form.querySelector(`[data-say=${name}]`).hidden = !on);
    say("all", !all);
    say("one", all);
    say("last", ahead === 0);
    say("next", ahead > 0);
    this.form.querySelector("[data-do=back]").hidden = all || before(asked, current) === undefined;
    this.drawProgress(all || current === null, asked.filter(question => question < current).length + 1, ahead);
  }

  drawProgress(hidden, number, ahead) {
    const progress = this.form.querySelector("[data-part=progress]");
    progress.hidden = hidden;
    progress.querySelector("[data-slot=number]").textContent = number;
    progress.querySelector("[data-slot=most]").textContent = number + ahead;
  }

  // Sets the radio buttons to the answers that are known.
  check(answers) {
    for (const [number, question] of this.data.questions.entries()) {
      for (const input of this.fieldsets[number].querySelectorAll("input")) {
        input.checked = answers.has(number) && input.value === idOf(question, answers.get(number));
      }
    }
  }

  // Adds what is picked to the answers; returns whether the input belongs to a question.
  keep(input, answers) {
    const number = this.fieldsets.indexOf(input.closest("fieldset"));
    if (number >= 0)
      answers.set(number, input.value === "unsure" ? UNSURE : this.data.questions[number].answers.indexOf(input.value));
    return number >= 0;
  }

  chosen() {
    return this.fieldsets
      .filter(({ hidden }) => !hidden)
      .map(fieldset => fieldset.querySelector("input:checked"))
      .filter(Boolean);
  }

  missing() {
    return this.fieldsets.filter(fieldset => !fieldset.hidden && !fieldset.querySelector("input:checked"));
  }

  // Lists what is missing, each entry a link to its question.
  fail(missing) {
    if (this.errors.hidden && missing.length === 0) return;
    this.errors.hidden = missing.length === 0;
    for (const fieldset of this.fieldsets) fieldset.querySelector(".error").hidden = !missing.includes(fieldset);
    const items = missing.map(fieldset => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = `#${fieldset.querySelector("input").id}`;
      link.textContent = fieldset.querySelector("legend").textContent;
      item.append(link);
      return item;
    });
    this.errors.querySelector("ul").replaceChildren(...items);
  }
}
