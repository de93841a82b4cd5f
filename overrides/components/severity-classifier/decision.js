// Walks the decision diagram that comes with the page. It holds no rule: macros/policy compiles and proves them.
// `data.nodes[i]` is [question, child of answer 0, child of answer 1, ...]; a child below zero is the end `-1 - child`.
// `data.ends[i]` is [level, category, rule, cap, categoryRule, impossible], each a number or null.
import { UNSURE } from "./verdict-code.js";

const childrenOf = (node, answer) => (answer === UNSURE || answer === undefined ? node.slice(1) : [node[answer + 1]]);

function endsBelow(data, start, answers) {
  const seen = new Set(start);
  for (const at of seen)
    if (at >= 0) for (const child of childrenOf(data.nodes[at], answers.get(data.nodes[at][0]))) seen.add(child);
  return [...seen]
    .filter(at => at < 0)
    .map(at => -1 - at)
    .sort((one, other) => one - other);
}

// Follows the answers: which questions were put, which comes next (null when none is missing).
export function walk(data, answers) {
  let front = new Set([data.root]);
  const asked = [];
  for (let question = 0; question < data.questions.length; question += 1) {
    const testing = [...front].filter(at => at >= 0 && data.nodes[at][0] === question);
    if (testing.length === 0) continue;
    if (!answers.has(question)) return { asked, next: question };
    asked.push(question);
    front = new Set([...front].filter(at => !testing.includes(at)));
    for (const at of testing) for (const child of childrenOf(data.nodes[at], answers.get(question))) front.add(child);
  }
  return { asked, next: null };
}

const possibleEnds = (data, answers) => endsBelow(data, [data.root], answers);

const distinct = numbers => [...new Set(numbers)].sort((one, other) => one - other);

// What can come out. Of several levels the worst is the verdict; a missing answer counts as unsure.
export function judge(data, answers) {
  const ends = possibleEnds(data, answers);
  const possible = ends.filter(end => data.ends[end][5] === null);
  if (possible.length === 0)
    return { end: ends[0], level: null, category: null, levels: [], categories: [], findOut: null };
  const rank = end => [data.ends[end][0], data.ends[end][1] === data.unsureCategory ? 0 : 1, end];
  const [end] = [...possible].sort((one, other) => compare(rank(one), rank(other)));
  const levels = distinct(possible.map(each => data.ends[each][0]));
  const categories = distinct(possible.map(each => data.ends[each][1]));
  const findOut = levels.length > 1 || categories.length > 1 ? narrowest(data, answers) : null;
  return { end, level: data.ends[end][0], category: data.ends[end][1], levels, categories, findOut };
}

function compare(one, other) {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place < 0 ? 0 : one[place] - other[place];
}

function spread(data, answers) {
  const possible = possibleEnds(data, answers)
    .map(end => data.ends[end])
    .filter(end => end[5] === null);
  if (possible.length === 0) return [0, 0];
  const levels = possible.map(([level]) => level);
  return [Math.max(...levels) - Math.min(...levels), new Set(possible.map(end => end[1])).size - 1];
}

// The unsure question whose answer would narrow the range most: in the worst case, then in sum.
function narrowest(data, answers) {
  const before = spread(data, answers);
  let best = null;
  let score = [...before, Infinity];
  for (const [question, { answers: choices }] of data.questions.entries()) {
    if ((answers.get(question) ?? UNSURE) !== UNSURE) continue;
    const spreads = choices.map((_, answer) => spread(data, new Map(answers).set(question, answer)));
    const worst = spreads.reduce((one, other) => (compare(one, other) >= 0 ? one : other));
    const total = spreads.reduce((sum, [levels, categories]) => sum + levels + categories, 0);
    if (compare([...worst, total], score) < 0 && total < (before[0] + before[1]) * choices.length) {
      best = question;
      score = [...worst, total];
    }
  }
  return best;
}

// The most questions that can still follow `question`, whatever is answered from there on.
export function longestWay(data, answers, question) {
  const known = [...answers].filter(([other]) => other < question);
  const rest = data.questions[question].answers.map((_, answer) => {
    const tried = new Map(known).set(question, answer);
    const { next } = walk(data, tried);
    return next === null ? 0 : 1 + longestWay(data, tried, next);
  });
  return Math.max(...rest);
}

// What would change the level: for each answered question the other answers that lead to another level, worst first.
export function whatWouldChange(data, answers, level) {
  const found = [];
  for (const question of answers.keys()) {
    for (const [answer] of data.questions[question].answers.entries()) {
      if (answers.get(question) === answer) continue;
      const verdict = judge(data, new Map(answers).set(question, answer));
      if (verdict.level !== null && verdict.level !== level) found.push({ question, answer, levels: verdict.levels });
    }
  }
  return found.sort((one, other) => one.levels[0] - other.levels[0]);
}
