/** Turns a draft into the ticket that is sent: a subject, and sections in the order of the paper. */
import { clean, cleanLine } from "./encoders.mjs";
import { fill, isAsked } from "./ticket-checks.mjs";

function nameClass({ values, verdict }, data) {
  const level = data.levels[values.level];
  const lines = [];
  if (level) {
    const category = data.categories[values.category] ?? "";
    lines.push(fill(data.sentences.classified, { level: level.label, word: level.word, category }).replace(/, $/, ""));
  }
  if (verdict) lines.push(fill(data.sentences.classified_code, verdict), verdict.link);
  return lines.filter(Boolean).join("\n");
}

function answerOf(field, { values, calls }, data) {
  if (field.control === "calls") return calls.filter(({ shows }) => shows).map(({ text }) => text).join("\n");
  return data.choices[field.id]?.[values[field.id]] ?? values[field.id] ?? "";
}

/** {subject, sections, attachments}: sections without an answer are left out, text is clean. */
export function writeTicket(draft, data) {
  const { values, calls, verdict } = draft;
  const asked = data.fields.filter((field) => isAsked(field, values));
  const name = cleanLine(values.subject ?? "") || data.sentences.unnamed;
  const returns = values["came-back"] === "came-back" && cleanLine(values["earlier-ticket"] ?? "");
  const code = verdict?.code ?? data.levels[values.level]?.label;
  const named = code ? `[${code}] ${name}` : name;
  const sections = [
    { title: data.headings.verdict, text: nameClass(draft, data) },
    { title: data.headings.kind, text: data.kinds[values.kind] ?? "" },
    ...asked.filter(({ id }) => id !== "subject").map((field) => ({ title: field.control === "calls" ? data.headings.calls : field.heading, text: answerOf(field, draft, data) })),
    { title: data.headings.unchecked_calls, text: asked.some(({ control }) => control === "calls") ? calls.filter(({ shows }) => !shows).map(({ text }) => text).join("\n") : "" },
  ];
  if (returns) sections.unshift({ title: data.headings.reopen, text: fill(data.sentences.reopen_text, { ticket: returns }) });
  return {
    subject: returns ? fill(data.sentences.reopen_subject, { ticket: returns, subject: named }) : named,
    sections: sections.map(({ title, text }) => ({ title, text: clean(text) })).filter(({ text }) => text !== ""),
    attachments: asked.filter(({ id }) => values[id] === "attached").map(({ heading }) => heading),
  };
}
