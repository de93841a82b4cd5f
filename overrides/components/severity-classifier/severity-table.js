/**
 * Looks up the severity table that comes with the page. It holds no rule: Python makes the table and proves it
 * (macros/rules/severity_table.py), and says there what a row is.
 *
 * @typedef {Object} Outcome
 * @property {string | null} level null when the answers are impossible together
 * @property {string | null} category
 * @property {string | null} rule the rule that decides the level
 * @property {string | null} evidence what to gather for that rule
 * @property {boolean} namesNoLevel true when the policy names no level for that rule
 * @property {string | null} exclusion the exclusion that lowers the level
 * @property {string | null} categoryRule null for the category of every other case
 * @property {string | null} impossible the entry that rules these answers out
 *
 * @typedef {{ answers: Object<string, string>, outcome: Outcome }} Row
 * @typedef {{ id: string, answers: string[], followsFrom: string[], ordered: boolean, tells: string | null, offersUnsure: boolean }} Question
 * @typedef {Map<string, string>} Answers answer ids by question id
 *
 * @typedef {Object} Table
 * @property {number} version
 * @property {{ version: number, readings: { was: Object<string, string>, now: Object<string, string> }[] }[]} changes
 * @property {{ id: string, critical: boolean }[]} levels the worst first
 * @property {string[]} categories
 * @property {string} unsureCategory
 * @property {Question[]} questions
 * @property {Row[]} rows
 *
 * @typedef {Object} Result
 * @property {Outcome} outcome what decides at worst
 * @property {{ rule?: string, exclusion?: string, categoryRule?: string }} stated what decides whatever is still open
 * @property {string[]} levels all that are possible, the worst first; none when the answers are impossible together
 * @property {string[]} categories all that are possible
 * @property {string[]} classes the pairs of them that are possible, as `LEVEL-CATEGORY`
 * @property {string | null} mostInformativeQuestion
 */

/** The answer that leaves every answer possible. */
export const UNSURE = "unsure";

const NOT_PUT = "-";

/** Give rows their names back: in the page they are written with one sign for each question. @returns {Table} */
export function readTable(data) {
  const nameAnswer = (sign, place) =>
    sign === NOT_PUT ? [] : [[data.questions[place].id, data.questions[place].answers[Number.parseInt(sign, 36)]]];
  const rows = data.rows.map(row => ({
    answers: Object.fromEntries([...row.answers].flatMap(nameAnswer)),
    outcome: data.outcomes[row.outcome],
  }));
  return { ...data, rows };
}

/** The rows that the answers leave possible; a missing answer excludes nothing. @returns {Row[]} */
function findPossible(table, answers) {
  const known = [...answers].filter(([, answer]) => answer !== UNSURE);
  return table.rows.filter(row => known.every(([question, answer]) => (row.answers[question] ?? answer) === answer));
}

/**
 * The questions that are put one after the other, and the first without an answer. "I am not sure" ends its branch.
 * @param {Table} table
 * @param {Answers} answers
 * @returns {{ asked: string[], next: string | null }}
 */
export function follow(table, answers) {
  const asked = [];
  const known = new Map();
  const unsure = new Set();
  const isSure = question => asked.includes(question) && !unsure.has(question);
  for (const { id, followsFrom } of table.questions) {
    if (followsFrom.some(question => unsure.has(question)) && !followsFrom.some(isSure)) {
      unsure.add(id);
      continue;
    }
    if (!findPossible(table, known).some(row => id in row.answers)) continue;
    if (!answers.has(id)) return { asked, next: id };
    asked.push(id);
    if (answers.get(id) === UNSURE) unsure.add(id);
    known.set(id, answers.get(id));
  }
  return { asked, next: null };
}

/** @param {Table} table @param {Answers} answers @returns {Result} Of several levels the worst counts. */
export function lookUp(table, answers) {
  const possible = findPossible(table, answers);
  const sound = possible.filter(row => row.outcome.impossible === null);
  const outcomes = sound.map(row => row.outcome);
  if (outcomes.length === 0)
    return {
      outcome: possible[0].outcome,
      stated: {},
      levels: [],
      categories: [],
      classes: [],
      mostInformativeQuestion: null,
    };
  const levels = table.levels.map(({ id }) => id).filter(id => outcomes.some(({ level }) => level === id));
  const categories = table.categories.filter(id => outcomes.some(({ category }) => category === id));
  const worst = outcomes.filter(({ level }) => level === levels[0]);
  const findStated = (name, among) =>
    among.every(outcome => outcome[name] === among[0][name]) ? { [name]: among[0][name] } : {};
  return {
    stated: {
      ...findStated("rule", outcomes),
      ...findStated("exclusion", outcomes),
      ...findStated("categoryRule", listTold(sound, answers)),
    },
    outcome: worst.find(({ category }) => category === table.unsureCategory) ?? worst[0],
    levels,
    categories,
    classes: outcomes.map(({ level, category }) => `${level}-${category}`),
    mostInformativeQuestion:
      levels.length > 1 || categories.length > 1 ? findMostInformativeQuestion(table, answers) : null,
  };
}

/** The outcomes of the rows that name every sure answer, if there are any: no other may silence what was answered. */
function listTold(rows, answers) {
  const sure = [...answers].filter(([, answer]) => answer !== UNSURE);
  const told = rows.filter(row => sure.every(([question]) => question in row.answers));
  return (told.length > 0 ? told : rows).map(row => row.outcome);
}

/** How far apart the possible levels and categories are. */
function measureSpread(table, answers) {
  const outcomes = findPossible(table, answers)
    .map(row => row.outcome)
    .filter(outcome => outcome.impossible === null);
  if (outcomes.length === 0) return { levels: 0, categories: 0 };
  const ranks = outcomes.map(({ level }) => table.levels.findIndex(({ id }) => id === level));
  return {
    levels: Math.max(...ranks) - Math.min(...ranks),
    categories: new Set(outcomes.map(({ category }) => category)).size - 1,
  };
}

const sum = spread => spread.levels + spread.categories;
const compare = (one, other) => one.levels - other.levels || one.categories - other.categories;

/** The open question whose answers narrow levels and categories most: at worst, then in sum. */
function findMostInformativeQuestion(table, answers) {
  const before = measureSpread(table, answers);
  let best = { question: null, worst: before, total: Infinity };
  for (const { id, answers: choices } of table.questions) {
    if ((answers.get(id) ?? UNSURE) !== UNSURE) continue;
    const spreads = choices.map(choice => measureSpread(table, new Map(answers).set(id, choice)));
    const worst = spreads.reduce((one, other) => (compare(one, other) >= 0 ? one : other));
    const total = spreads.reduce((all, spread) => all + sum(spread), 0);
    const isBetter = (compare(worst, best.worst) || total - best.total) < 0;
    if (isBetter && total < sum(before) * choices.length) best = { question: id, worst, total };
  }
  return best.question;
}

/** The most questions that can follow `question`, whatever is answered from there on. @returns {number} */
export function countQuestionsAfter(table, answers, question) {
  const place = table.questions.findIndex(({ id }) => id === question);
  const before = table.questions.slice(0, place).map(({ id }) => id);
  const later = new Set(table.questions.slice(place + 1).map(({ id }) => id));
  const rows = findPossible(table, new Map([...answers].filter(([id]) => before.includes(id))));
  return Math.max(0, ...rows.map(row => Object.keys(row.answers).filter(id => later.has(id)).length));
}

/**
 * Each other answer to an answered question that leads to other levels, the worst first. Another kind of problem is no change of a known one.
 * @returns {{ question: string, answer: string, levels: string[] }[]}
 */
export function findChanges(table, answers) {
  const now = lookUp(table, answers).levels;
  const rank = ({ levels }) => table.levels.findIndex(({ id }) => id === levels[0]);
  return table.questions
    .filter(({ id, ordered }) => answers.has(id) && (ordered || answers.get(id) === UNSURE))
    .flatMap(({ id, answers: choices }) => choices.map(choice => ({ question: id, answer: choice })))
    .filter(({ question, answer }) => answers.get(question) !== answer)
    .map(change => ({ ...change, ...lookUp(table, new Map(answers).set(change.question, change.answer)) }))
    .filter(({ levels }) => levels.length > 0 && String(levels) !== String(now))
    .sort((one, other) => rank(one) - rank(other));
}
