// Shows one step at a time of a troubleshooter that is written out in the page, and keeps the way in the address:
// ?steps=TREE_STEP.ANSWER_…_STEP#TREE--STEP. It only reveals what stands there; which step follows is in the links.

import { addHandover, eraseHandover, writeHandover } from "../handover/handover.js";
import { StepHistory, showStep } from "../next-step/next-step.js";
import { fill } from "../templates/templates.js";

const without = (list, index) => list.slice(0, index);

const live = new Set();

// Steps back and forth on one page are ours. The theme hears of them first and would fetch the page again: stop it.
function travel(event) {
  const here = [...live].filter(tree => tree.page === location.pathname);
  if (here.length > 0 && event.type === "popstate") window.stop();
  for (const tree of here) {
    tree.history.drop();
    tree.restore(true);
  }
}

for (const name of ["popstate", "hashchange"]) window.addEventListener(name, travel);

let prefix = "";

// Puts the step before the page's title. The theme sets that title when it swaps pages, sometimes after we have begun.
function nameTab(text) {
  const bare = prefix && document.title.startsWith(prefix) ? document.title.slice(prefix.length) : document.title;
  prefix = `${text} · `;
  document.title = prefix + bare;
}

class TroubleshooterTree extends HTMLElement {
  history = new StepHistory();
  nth = document.createElement("span"); // which of the reader's steps it is, not its number on paper

  connectedCallback() {
    this.steps = new Map(Array.from(this.querySelectorAll("[data-step]"), step => [step.dataset.step, step]));
    this.record = JSON.parse(this.querySelector("template[data-part=data]").content.textContent);
    this.first = this.steps.keys().next().value;
    this.trail = this.querySelector("nav.trail");
    this.tools = this.querySelector(".tools");
    this.page = location.pathname;
    this.takeEarlyAnswers();
    this.restore(this.ownHash() !== null);
    this.onclick = this.follow;
    live.add(this);
    this.dataset.live = "";
    if (this.ownHash() !== null) setTimeout(() => live.has(this) && nameTab(this.titleOf(this.current)));
  }

  disconnectedCallback() {
    live.delete(this);
    this.history.drop();
  }

  // Answers picked before this script came: portal.js noted them; one picked even before that is known by where it led.
  takeEarlyAnswers() {
    const isOwn = ([id]) => this.stepOf(`#${id}`) !== null;
    const own = document.earlyAnswers.filter(isOwn);
    document.earlyAnswers = document.earlyAnswers.filter(answer => !isOwn(answer));
    const picked = own.map(([id, answer]) => `${this.stepOf(`#${id}`)}.${answer}`);
    const [path, last] = this.walk(picked.length > 0 ? picked : this.guessAnswer());
    if (path.length > 0 && last === this.ownHash()) history.replaceState(history.state, "", this.addressOf(path, last));
  }

  guessAnswer() {
    const [begun] = performance.getEntriesByType("navigation").map(({ name }) => new URL(name));
    if (begun?.pathname !== location.pathname || begun.hash === location.hash || location.search.includes("steps="))
      return [];
    const ways = [...this.steps.get(this.first).querySelectorAll("a[data-answer]")].filter(
      ({ hash }) => hash === location.hash,
    );
    return ways.length === 1 ? [`${this.first}.${ways[0].dataset.answer}`] : [];
  }

  follow(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const target = this.stepOf(new URL(link.href).hash);
    if (target === null || new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    event.stopPropagation();
    this.history.settle();
    if (link.dataset.do === "restart") eraseHandover(); // of an earlier visit, too
    this.go(...this.wayTo(link, target));
  }

  // the path and the step that a link leads to: forward by an answer, back, to the start, along the trail, or a jump
  wayTo(link, target) {
    if (link.dataset.answer) return [[...this.path, [this.current, link.dataset.answer]], target];
    if (link.dataset.do === "restart" || this.path.length === 0) return [[], target];
    if (link.dataset.do === "back") return [without(this.path, -1), this.path.at(-1)[0]];
    const index = Number(link.dataset.index ?? this.path.findIndex(([step]) => step === target));
    return [index >= 0 ? without(this.path, index) : [], target];
  }

  go(path, current) {
    this.show(path, current, true, () => this.addressOf(path, current));
  }

  addressOf(path, current) {
    const url = new URL(location.href);
    const others = url.searchParams.getAll("steps").filter(way => !this.isOwn(way));
    url.searchParams.delete("steps");
    for (const way of others) url.searchParams.append("steps", way);
    const way = [this.record.tree, ...path.map(entry => entry.join(".")), current].join("_");
    if (path.length > 0) url.searchParams.append("steps", way);
    url.hash = this.steps.get(current).id;
    return url;
  }

  // read path and step from the address; a step named by the hash alone wins over a path that ends elsewhere
  restore(move) {
    const way = new URLSearchParams(location.search).getAll("steps").find(value => this.isOwn(value)) ?? "";
    const [path, last] = this.walk(way.split("_").slice(1));
    const named = this.ownHash();
    const [newPath, step] = named !== null && named !== last ? [[], named] : [path, last];
    if (step === this.current && newPath.join() === this.path.join()) return;
    this.show(newPath, step, move && (named !== null || this.current !== undefined));
  }

  // follow the links of the page along the entries, as far as they still lead on
  walk(entries) {
    const path = [];
    let current = this.first;
    for (const entry of entries) {
      const [step, answer] = entry.split(".");
      if (!this.steps.has(step) || (path.length > 0 && step !== current)) break;
      current = step;
      const link = answer && this.linkOf(step, answer);
      if (!link) break;
      path.push([step, answer]);
      current = this.stepOf(new URL(link.href).hash);
    }
    return [path, current];
  }

  show(path, current, move, address = null) {
    const isOpening = this.current === undefined;
    const changed = isOpening ? this.steps.keys() : new Set([this.current, current]);
    this.isTakenBack = this.path?.length > 0 && path.length === 0;
    [this.path, this.current] = [path, current];
    for (const id of changed) this.steps.get(id).hidden = id !== current;
    this.placeTools();
    this.countStep();
    const trail = this.gather();
    this.showEvidence(trail);
    if (isOpening || !move) this.drawRest(trail);
    if (!move) return;
    this.history.write(address, () => {
      nameTab(this.titleOf(this.current));
      if (!isOpening) this.drawRest(trail);
    });
    const step = this.steps.get(current);
    showStep(step.querySelector("h2"), step);
  }

  // What stands below the step, and what is handed on. Storage may be slow.
  drawRest(trail) {
    this.drawTrail();
    for (const link of this.steps.get(this.current).querySelectorAll("a[data-to]"))
      link.href = addHandover(link.href, trail);
    if (this.path.length > 0) setTimeout(() => writeHandover(trail));
    else if (this.isTakenBack) setTimeout(eraseHandover); // else a ticket would say what the reader no longer does
  }

  // The way back is the next thing after the answers; a step without any ends with it.
  placeTools() {
    const isStart = this.path.length === 0 && this.current === this.first;
    this.trail.hidden = this.tools.hidden = isStart;
    this.classList.toggle("jumped", this.path.length === 0);
    const step = this.steps.get(this.current);
    const ways = step.querySelector(":scope > .ways");
    if (ways) ways.after(this.tools);
    else step.append(this.tools);
  }

  countStep() {
    const { length } = this.path;
    this.nth.className = "nth";
    this.nth.textContent =
      length > 0 || this.current === this.first ? fill(this.dataset.nth, { number: length + 1 }) : "";
    this.steps.get(this.current).querySelector(".number").append(this.nth);
  }

  drawTrail() {
    const list = this.trail.querySelector("ol");
    const template = this.trail.querySelector("template");
    list.replaceChildren(
      ...this.path.map(([step, answer], index) => {
        const item = template.content.cloneNode(true);
        const link = item.querySelector("a");
        link.href = `#${this.steps.get(step).id}`;
        link.dataset.index = index;
        item.querySelector("[data-part=title]").textContent = this.titleOf(step);
        item.querySelector("[data-part=answer]").textContent = this.linkOf(step, answer).firstChild.textContent.trim();
        return item;
      }),
    );
  }

  showEvidence(trail) {
    const box = this.steps.get(this.current).querySelector(".goes-along");
    if (!box) return;
    for (const part of ["observed", "tried"]) listTold(box.querySelector(`[data-part=${part}]`), trail[part]);
    box.hidden = trail.observed.length + trail.tried.length === 0;
  }

  gather() {
    const { tree, problem, known, effects } = this.record;
    const marks = this.path.map(([step, answer]) => effects[step]?.[answer] ?? {});
    return {
      version: 1,
      tree,
      problem,
      path: [...this.path.map(entry => entry.join(".")), this.current],
      observed: marks.flatMap(mark => mark.observed ?? []),
      tried: this.path.flatMap(entry => this.linkOf(...entry).dataset.tried ?? []),
      known: Object.assign({}, known, ...marks.map(mark => mark.known ?? {})),
    };
  }

  titleOf(step) {
    return this.steps.get(step).querySelector("h2").textContent;
  }

  linkOf(step, answer) {
    const links = this.steps.get(step).querySelectorAll("a[data-answer]");
    return Array.from(links).find(link => link.dataset.answer === answer);
  }

  stepOf(hash) {
    const id = hash.slice(1);
    for (const [step, section] of this.steps) if (section.id === id) return step;
    return null;
  }

  ownHash() {
    return this.stepOf(location.hash);
  }

  isOwn(way) {
    return way.split("_", 1)[0] === this.record.tree;
  }
}

function listTold(part, sentences) {
  const items = sentences.map(sentence => {
    const item = document.createElement("li");
    item.textContent = sentence;
    return item;
  });
  part.querySelector("ul").replaceChildren(...items);
  part.hidden = items.length === 0;
}

customElements.define("troubleshooter-tree", TroubleshooterTree);
