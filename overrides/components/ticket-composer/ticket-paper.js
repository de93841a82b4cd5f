/** The paper: its changing parts, drawn from templates of the page; and the ticket that is sent, in the order of the paper. */
import { advise } from "../status/status-hint.js";
import { build, fill } from "../templates/templates.js";
import { clean, cleanLine } from "./encoders.js";
import { isAsked, isEmpty, isNeeded, isUntouched } from "./ticket-checks.js";
import { checkLink } from "./ticket-intake.js";

function nameClass({ values, verdict }, data) {
  const level = data.levels[values.level];
  const lines = [];
  if (level) {
    const category = data.categories[values.category] ?? "";
    const named = fill(data.sentences.classified, { level: level.label, word: level.word, category });
    lines.push(named.replace(" ,", ",").replace(/, $/, "")); // a level may have no word, and the category may be open
  }
  if (verdict) lines.push(clean(verdict.words ?? ""), verdict.vector, verdict.link);
  return lines.filter(Boolean).join("\n");
}

function answerOf(field, { values, examples }, data) {
  if (field.control === "examples")
    return examples
      .filter(({ shows }) => shows)
      .map(({ text }) => text)
      .join("\n");
  return data.choices[field.id]?.[values[field.id]] ?? values[field.id] ?? "";
}

const notChecked = examples =>
  examples
    .filter(({ shows }) => !shows)
    .map(({ text }) => text)
    .join("\n");

/** The heading and the text of a field; a needed detail that isn't given says so. */
function writeField(field, draft, data) {
  if (isNeeded(field, draft.values) && isEmpty(field, draft))
    return { title: field.heading, text: data.sentences.not_given };
  return {
    title: field.control === "examples" ? data.headings.examples : field.heading,
    text: answerOf(field, draft, data),
  };
}

/** {subject, sections, attachments}: other sections without an answer are left out, text is clean. */
export function writeTicket(draft, data) {
  const { values, examples } = draft;
  const asked = data.fields.filter(field => isAsked(field, values));
  const name = cleanLine(values.subject ?? "") || data.sentences.unnamed;
  const returns = values["came-back"] === "came-back" && cleanLine(values["earlier-ticket"] ?? "");
  const level = data.levels[values.level]?.label;
  const named = level ? `[${level}] ${name}` : name;
  const sections = [
    { title: data.headings.verdict, text: nameClass(draft, data) },
    { title: data.headings.kind, text: data.kinds[values.kind] ?? "" },
    ...asked.filter(({ id }) => id !== "subject").map(field => writeField(field, draft, data)),
    {
      title: data.headings.unchecked_examples,
      text: asked.some(({ control }) => control === "examples") ? notChecked(examples) : "",
    },
  ];
  if (returns)
    sections.unshift({ title: data.headings.reopen, text: fill(data.sentences.reopen_text, { ticket: returns }) });
  return {
    subject: returns ? fill(data.sentences.reopen_subject, { ticket: returns, subject: named }) : named,
    sections: sections.map(({ title, text }) => ({ title, text: clean(text) })).filter(({ text }) => text !== ""),
    attachments: asked.filter(({ id }) => values[id] === "attached").map(({ heading }) => heading),
  };
}

/** Fills in what is printed. Before a kind is chosen, all that may be asked has a line; so has a detail that waits for an answer. */
export function showSheet(composer) {
  const { data, problem: draft } = composer;
  const { values, examples } = draft;
  const known = { kind: data.kinds[values.kind] ?? "", verdict: nameClass(draft, data) };
  for (const line of composer.querySelectorAll("[data-line]")) {
    const field = data.fields.find(({ id }) => id === line.dataset.line);
    const { when } = field ?? {};
    const isLeftOut = when && values[when.field] && values[when.field] !== when.choice;
    line.hidden = Boolean(field && (isLeftOut || (values.kind && !Object.hasOwn(field.needs, values.kind))));
    const unchecked = field?.control === "examples" && notChecked(examples);
    const answer = [field ? answerOf(field, draft, data) : known[line.dataset.line]];
    if (unchecked) answer.push(`${data.headings.unchecked_examples}:`, unchecked);
    composer.slotNamed("answer", line).textContent = clean(answer.filter(Boolean).join("\n"));
  }
}

export function showVerdict(composer) {
  const {
    data,
    problem: { values, verdict },
  } = composer;
  const level = data.levels[values.level];
  const told = {
    level: level?.label,
    word: level?.word,
    category: data.categories[values.category],
  };
  const sentence = level ? data.sentences[verdict ? "level_from" : "level_chosen"] : data.sentences.level_missing;
  composer.slotNamed("verdict").textContent = fill(sentence, told).replace(" ,", ",").replace(/, \./, "."); // no word, or no category
  const advice = composer.slotNamed("level-advice");
  advice.textContent = level?.advice ?? "";
  advice.toggleAttribute("data-if-not-shown", Boolean(level?.if_not_shown));
  Object.assign(advice, { plain: [...advice.childNodes] }).dataset.ifNotShown = level?.if_not_shown ?? "";
  advice.hidden = !level?.critical || Boolean(verdict);
  // A level that the severity check found is known before anything is filled in.
  for (const urgent of composer.querySelectorAll("[data-urgent]"))
    urgent.hidden = !verdict || urgent.dataset.urgent !== values.level;
  composer.part("find-level").hidden = Boolean(verdict && level);
  const back = composer.part("back");
  const result = checkLink(verdict?.link);
  back.hidden = !result;
  if (result) back.firstElementChild.href = result;
  advise(composer.hint, composer);
}

export function showExamples(composer) {
  const {
    data,
    problem: { examples },
  } = composer;
  const list = composer.slotNamed("examples");
  if (!list) return; // the form asks for none
  list.replaceChildren(
    ...examples.map(({ text, shows }, index) => {
      const item = build(composer, "example", { text, name: text });
      const box = item.querySelector("input");
      box.checked = shows;
      box.dataset.example = index;
      return item;
    }),
  );
  composer.part("too-many").hidden = examples.length <= data.limits.examples;
  composer.slotNamed("too-many").textContent = fill(data.sentences.example_many, {
    count: examples.length,
    most: data.limits.examples,
  });
}

/** One button for each draft, the worst level first; without a level it comes last. */
export function showDrafts(composer) {
  const { data, problems, current } = composer;
  const rank = ({ values }) => data.levels[values.level]?.rank ?? Number.MAX_VALUE;
  const order = problems
    .map((problem, index) => ({ problem, index }))
    .sort((a, b) => rank(a.problem) - rank(b.problem));
  composer.part("drafts").hidden = problems.length < 2;
  composer.slotNamed("drafts").replaceChildren(
    ...order.map(({ problem: { values }, index }) => {
      const name = values.subject || values.observed?.split("\n")[0].slice(0, 60) || data.sentences.unnamed;
      const item = build(composer, "draft", {
        text: [data.levels[values.level]?.label, name].filter(Boolean).join(" "),
      });
      const button = item.querySelector("button");
      button.dataset.draft = index;
      if (index === current) button.setAttribute("aria-current", "true");
      return item;
    }),
  );
}

function buildFinding(composer, { field, text, secret }) {
  const item = build(composer, secret ? "secret" : "missing", { text });
  const link = item.querySelector("a");
  link.href = `#ticket-${field}`;
  if (secret) {
    const button = item.querySelector("button");
    button.textContent = composer.data.sentences.hide;
    Object.assign(button.dataset, { field, secret: secret.label, part: secret.part });
  }
  return item;
}

/** After a first try to send: lists the needed details that are not given, beside the button, and marks their fields. */
function showAbsent(composer, absent, title) {
  composer.part("held").hidden = absent.length === 0;
  composer.slotNamed("held-title").textContent = title;
  composer.slotNamed("held").replaceChildren(...absent.map(finding => buildFinding(composer, finding)));
  for (const box of composer.querySelectorAll("[data-for]:has(> .ticket-error)")) {
    if (absent.some(({ field }) => field === box.dataset.for)) continue;
    box.querySelector(".ticket-error").remove();
    markField(box, false);
  }
  for (const { field, text } of absent) {
    const box = composer.querySelector(`[data-for="${field}"]`);
    if (box.querySelector(":scope > .ticket-error")) continue;
    const error = composer.querySelector('[data-template="empty"]').content.firstElementChild.cloneNode(true);
    error.id = `ticket-${field}-empty`;
    error.textContent = text;
    const below = box.querySelector(":scope > :is(.ticket-help, legend)");
    if (below) below.after(error);
    else box.append(error);
    markField(box, true);
  }
  const [first] = absent;
  if (first) {
    const goOn = composer.slotNamed("go-on");
    goOn.hash = `#ticket-${first.field}`;
    goOn.textContent = composer.checker.say(absent.length === 1 ? "complete_one" : "complete_many", {
      count: absent.length,
    });
  }
  composer.querySelector(".ticket-bar a").hash = first ? "#ticket-held-title" : "#ticket-missing-title";
  const mail = composer.part("mail");
  mail.classList.toggle("md-button--primary", !first);
  mail.dataset.label ??= mail.textContent;
  const anyway = composer.querySelector('[data-template="anyway"]').content.textContent;
  mail.textContent = first ? anyway : mail.dataset.label;
}

function markField(box, isEmpty) {
  const id = `ticket-${box.dataset.for}`;
  const field = box.id === id ? box : box.querySelector(`[id="${id}"]`);
  const described = (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter(name => name && name !== `${id}-empty`);
  if (isEmpty) described.push(`${id}-empty`);
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
  if (!field.matches("input, textarea")) return;
  if (isEmpty) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** Lists what is missing or doubtful; the list changes only when it says something else. */
export function showFindings(composer) {
  const untouched = isUntouched(composer.problem, composer.data.fields);
  const { missing, useful } = composer.checker.check(composer.problem, Date.now());
  const { wasHeld, checker } = composer;
  const told = JSON.stringify([wasHeld, untouched, missing, useful]);
  if (composer.told === told) return;
  composer.told = told;
  const absent = checker.listAbsent(composer.problem);
  const absentTitle = checker.say(absent.length === 1 ? "absent_one" : "absent_many", { count: absent.length });
  const name = untouched ? "untouched" : (["complete", "missing_one"][missing.length] ?? "missing_many");
  const isHeld = Boolean(wasHeld && absent.length);
  composer.toggleAttribute("data-held", isHeld);
  composer.slotNamed("missing-title").textContent =
    isHeld && absent.length === missing.length ? absentTitle : checker.say(name, { count: missing.length });
  composer.slotNamed("open").textContent = isHeld ? absent.length : missing.length;
  if (wasHeld) showAbsent(composer, absent, absentTitle);
  composer.slotNamed("missing").replaceChildren(...missing.map(finding => buildFinding(composer, finding)));
  composer.slotNamed("useful").replaceChildren(...useful.map(finding => buildFinding(composer, finding)));
  composer.part("useful").hidden = useful.length === 0;
  composer.part("untouched").hidden = !untouched;
  composer.toggleAttribute("data-untouched", untouched);
  const secrets = missing.filter(({ secret }) => secret).length;
  const hideAll = composer.part("hide-all");
  hideAll.hidden = secrets < 2;
  hideAll.textContent = checker.say("hide_all", { count: secrets });
}
