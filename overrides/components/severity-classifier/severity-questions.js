/** The questions on the page: which of them show, what is picked, and what is still missing. */
import { countQuestionsAfter } from "./severity-table.js";

let made = 0;

/** The question put before `current`; before null stand all that were asked. @returns {string | undefined} */
export const before = (asked, current) =>
  (asked.includes(current) ? asked.slice(0, asked.indexOf(current)) : asked).at(-1);

export class QuestionForm {
  /** @param {HTMLFormElement} form @param {import("./severity-table.js").Table} table */
  constructor(form, table) {
    this.form = form;
    this.table = table;
    this.fieldsets = new Map(
      table.questions.map(({ id }) => [id, form.querySelector(`fieldset[data-question="${id}"]`)]),
    );
    this.errors = form.querySelector("[data-part=errors]");
    this.name();
  }

  // Two classifiers on a page share no names: what the error summary links to, and what describes a group.
  name() {
    made += 1;
    for (const [id, fieldset] of this.fieldsets) {
      const [error, first] = [fieldset.querySelector(".error"), fieldset.querySelector("input")];
      first.id ||= `classifier-${made}-${id}`;
      error.id ||= `${first.id}-error`;
      fieldset.setAttribute("aria-describedby", error.id);
    }
  }

  legend(question) {
    return this.fieldsets.get(question).querySelector("legend");
  }

  draw(mode, current, { asked, next }, answers) {
    const all = mode === "all";
    for (const [id, fieldset] of this.fieldsets) {
      fieldset.hidden = !all && id !== current;
      fieldset.disabled = all && !asked.includes(id) && id !== next;
      const when = fieldset.querySelector(".asked-if");
      if (when) when.hidden = !fieldset.disabled;
    }
    this.fail([]);
    const ahead = all || current === null ? 0 : countQuestionsAfter(this.table, answers, current);
    const say = (name, on) => (this.form.querySelector(`[data-say=${name}]`).hidden = !on);
    say("all", !all);
    say("one", all);
    say("last", ahead === 0);
    say("next", ahead > 0);
    this.form.querySelector("[data-do=back]").hidden = all || before(asked, current) === undefined;
    const number = asked.includes(current) ? asked.indexOf(current) : asked.length;
    this.drawProgress(all || current === null, number + 1, ahead);
  }

  drawProgress(hidden, number, ahead) {
    const progress = this.form.querySelector("[data-part=progress]");
    progress.hidden = hidden;
    progress.querySelector("[data-slot=number]").textContent = number;
    progress.querySelector("[data-slot=most]").textContent = number + ahead;
  }

  /** Set the radio buttons to the answers that are known. */
  check(answers) {
    for (const [id, fieldset] of this.fieldsets)
      for (const input of fieldset.querySelectorAll("input")) input.checked = answers.get(id) === input.value;
  }

  /** Add what is picked to the answers; return whether the input belongs to a question. */
  keep(input, answers) {
    const id = input.closest("fieldset")?.dataset.question;
    if (this.fieldsets.has(id)) answers.set(id, input.value);
    return this.fieldsets.has(id);
  }

  get wanted() {
    return [...this.fieldsets.values()].filter(({ hidden, disabled }) => !hidden && !disabled);
  }

  chosen() {
    return this.wanted.map(fieldset => fieldset.querySelector("input:checked")).filter(Boolean);
  }

  missing() {
    return this.wanted.filter(fieldset => !fieldset.querySelector("input:checked"));
  }

  /** List what is missing, each entry a link to its question. */
  fail(missing) {
    if (this.errors.hidden && missing.length === 0) return;
    this.errors.hidden = missing.length === 0;
    for (const fieldset of this.fieldsets.values())
      fieldset.querySelector(".error").hidden = !missing.includes(fieldset);
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

/**
 * Say what a link or a vector holds that today's rules do not know. Each notice stands in the page.
 * @param {HTMLElement} root
 * @param {number} now version of today's rules
 * @param {import("./severity-vector.js").Reading} reading
 * @param {boolean} came true when answers came from a troubleshooter
 */
export function showNotices(root, now, { unknown, version, refused, code }, came) {
  const notice = name => root.querySelector(`[data-notice=${name}]`);
  const exists = version >= 1 && version <= now;
  const shown = {
    unknown: unknown.length > 0,
    older: exists && version < now,
    newer: !exists,
    known: came,
    code: refused === "code",
  };
  for (const [name, isShown] of Object.entries(shown)) notice(name).hidden = !isShown;
  notice("unknown").querySelector("[data-slot]").textContent = unknown.join(", ");
  notice("older").querySelector("[data-slot]").textContent = version;
  for (const change of notice("older").querySelectorAll("[data-version]"))
    change.hidden = change.dataset.version <= version;
  if (refused === "code") showCode(root, notice("code"), code);
}

/** What an old code says by itself: it begins with a level and the first letter of a category. */
function showCode(root, notice, code) {
  const begins = [...root.querySelectorAll("[data-key^='mark.']")].flatMap(level =>
    [...root.querySelectorAll("[data-key^='category.']")].map(category => ({
      start: `${level.dataset.key.slice(5)}-${category.dataset.key.slice(9)[0]}-`,
      words: [...level.cloneNode(true).childNodes, ` ${category.textContent}`],
    })),
  );
  const found = begins.filter(({ start }) => code.toLowerCase().startsWith(start));
  notice.querySelector("[data-part=code-level]").hidden = found.length !== 1;
  if (found.length === 1) notice.querySelector("[data-slot=code-level]").replaceChildren(...found[0].words);
}

/** Say why what was typed cannot be read; null clears it. */
export function showRefusal(root, kind) {
  const opener = root.querySelector("[data-part=opener]");
  for (const line of opener.querySelectorAll("[data-refused]")) line.hidden = line.dataset.refused !== kind;
  if (kind) opener.querySelector("details").open = true;
  opener.elements.vector.setAttribute("aria-invalid", kind !== null);
}
