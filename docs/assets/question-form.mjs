// The questions on the page: which of them show, what is picked, and what is still missing.
import { idOf } from "./classifier-address.mjs";
import { longestWay } from "./decision.mjs";
import { UNSURE } from "./verdict-code.mjs";

let made = 0;

// The question put before `current` (all are before null).
export const before = (asked, current) => asked.filter((question) => current === null || question < current).at(-1);

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
    this.drawProgress(all || current === null, asked.filter((question) => question < current).length + 1, ahead);
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
    if (number >= 0) answers.set(number, input.value === "unsure" ? UNSURE : this.data.questions[number].answers.indexOf(input.value));
    return number >= 0;
  }

  chosen() {
    return this.fieldsets.filter(({ hidden }) => !hidden).map((fieldset) => fieldset.querySelector("input:checked"));
  }

  missing() {
    return this.fieldsets.filter((fieldset) => !fieldset.hidden && !fieldset.querySelector("input:checked"));
  }

  // Lists what is missing, each entry a link to its question.
  fail(missing) {
    this.errors.hidden = missing.length === 0;
    for (const fieldset of this.fieldsets) fieldset.querySelector(".error").hidden = !missing.includes(fieldset);
    const items = missing.map((fieldset) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = `#${fieldset.querySelector("input").id}`;
      link.textContent = fieldset.querySelector("legend").textContent;
      item.append(link);
      return item;
    });
    this.errors.querySelector("ul").replaceChildren(...items);
  }
}
