// The answers in the address, keyed by question id in the order of the questions: ?v=1&calls=all&affected=customer.
import { UNSURE, decode } from "./verdict-code.mjs";

const OTHERS = new Set(["step", "code", "now", "trail", "verdict", "steps", "q", "h"]);

const numberOf = (question, id) => (id === "unsure" ? UNSURE : question.answers.indexOf(id));

export const idOf = (question, answer) => (answer === UNSURE ? "unsure" : question.answers[answer]);

// Answers by question id, whatever rules they were given under; what today's rules do not know is listed in `unknown`.
function read(data, pairs) {
  const answers = new Map();
  const unknown = [];
  for (const [id, value] of pairs) {
    const number = data.questions.findIndex((question) => question.id === id);
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
  if (said.refused) return { refused: said.refused, answers: new Map(), unknown: [], version: data.version, step: null };
  const questions = data.codes.layouts[said.version].questions ?? data.questions;
  const pairs = [...said.answers].map(([number, answer]) => [questions[number].id, idOf(questions[number], answer)]);
  return { ...read(data, pairs), version: said.version, step: null };
}

// The answers a troubleshooter already knows.
export const readKnown = (data, known) => read(data, Object.entries(known)).answers;

export function writeAddress(data, answers, step, base) {
  const url = new URL(base);
  for (const name of [...url.searchParams.keys()]) if (!["now", "trail", "steps"].includes(name)) url.searchParams.delete(name);
  url.hash = "";
  if (answers.size > 0) url.searchParams.set("v", data.version);
  for (const [number, question] of data.questions.entries()) {
    if (answers.has(number)) url.searchParams.set(question.id, idOf(question, answers.get(number)));
  }
  if (step !== null) url.searchParams.set("step", step);
  return url;
}
