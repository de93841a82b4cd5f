// <article-filter>: lists the articles, or the terms, that have every word typed at the start of one of theirs, else within one. The best
// come first: those with the longest words in the title, then in the other names, then in the rest. Troubleshooters of that name come above;
// terms that only have the words in their definition come below.

const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const separate = text => ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;
// A name with a hyphen is also found as one word.
const readName = text => separate(`${text} ${text.replaceAll("-", "")}`);

/** How well an entry fits: 0 when it lacks a word, most when all of them follow one another in a name. */
function score(texts, words) {
  const points = words.map(word => word.length * (3 - [...texts, word].findIndex(text => text.includes(word))));
  const phrase = words.join("");
  const bonus = words.length > 1 && texts.slice(0, 2).some(text => text.includes(phrase)) ? 2 * phrase.length : 0;
  return points.includes(0) ? 0 : points.reduce((sum, each) => sum + each, bonus);
}

function readEntry(entry) {
  const names = separate(fold(entry.dataset.names ?? ""));
  return {
    entry,
    texts: [readName(fold(entry.firstElementChild.textContent)), names, separate(fold(entry.textContent))],
  };
}

class ArticleFilter extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.found = this.querySelector("[data-part=found]");
    this.more = this.querySelector("[data-part=more]");
    this.search = this.querySelector("[data-search]");
    this.groups = [...this.querySelectorAll(".article-group")].map(group => ({
      list: group.querySelector("ul, dl"),
      entries: [...group.querySelectorAll("li, dl > div")].map(readEntry),
    }));
    this.entries = this.groups.flatMap(({ entries }) => entries);
    this.instead = this.querySelector("[data-part=instead]");
    this.troubleshooters = [...(this.instead?.children ?? [])].map(readEntry);
    this.input.addEventListener("input", () => this.draw());
    this.querySelector("form").addEventListener("submit", event => event.preventDefault());
    this.draw();
  }

  /** The entries with these words, the best first. */
  pick(words) {
    return this.entries
      .map(each => ({ each, points: score(each.texts, words) }))
      .filter(({ points }) => points > 0)
      .toSorted((a, b) => b.points - a.points)
      .map(({ each }) => each);
  }

  /** The terms that have these words in their name, and those that only have them, more than a letter or two, in their definition. */
  part(best, words) {
    const isNamed = ({ texts: [name] }) =>
      words.every(word => name.includes(` ${word}`) || (word.length > 2 && `${name} `.includes(`${word} `)));
    const named = this.more ? best.filter(isNamed) : [];
    if (!named.length) return [best, []];
    return [named, words.every(({ length }) => length > 2) ? best.filter(each => !isNamed(each)) : []];
  }

  /** The troubleshooters whose title has these words, else the best whose other names have them. Returns how many. */
  offer(words) {
    if (!this.instead) return 0;
    const points = ({ texts: [title, names] }) => score([title, names, ""], words);
    const near = this.troubleshooters.filter(points).toSorted((one, other) => points(other) - points(one));
    const named = near.filter(({ texts: [title] }) => words.every(word => title.includes(word)));
    const offered = named.length ? named.slice(0, 3) : near.slice(0, 1);
    this.instead.append(...offered.map(({ entry }) => entry));
    for (const one of this.troubleshooters) one.entry.hidden = !offered.includes(one);
    const count = offered.length;
    this.instead.hidden = count === 0;
    this.querySelector("[data-part=one-more]").hidden = count !== 1;
    this.querySelector("[data-part=some-more]").hidden = count < 2;
    this.querySelector("[data-slot=offered]").replaceChildren(count);
    return count;
  }

  /** The terms whose name ends with these words, as DNSSEC does with "sec". */
  pickEnds(words) {
    if (!this.more || words.some(({ length }) => length < 3)) return [];
    return this.entries.filter(({ texts }) => words.every(word => `${texts[0]} `.includes(`${word} `)));
  }

  draw() {
    const typed = this.input.value.trim();
    const words = separate(fold(typed)).split(" ").filter(Boolean);
    const starts = this.pick(words.map(word => ` ${word}`));
    const best = starts.length ? [...new Set([...starts, ...this.pickEnds(words)])] : this.pick(words);
    const isFiltered = words.length > 0;
    const [named, also] = this.part(best, words).map(list => list.map(({ entry }) => entry));
    const shown = [...named, ...also];
    for (const { list, entries } of this.groups) list.append(...entries.map(({ entry }) => entry));
    for (const { entry } of this.entries) entry.hidden = isFiltered && !shown.includes(entry);
    this.found.append(...named);
    if (this.more) {
      this.more.append(...also);
      this.querySelector("[data-part=also]").hidden = !also.length;
    }
    const offered = this.offer(words.map(word => ` ${word}`));
    this.toggleAttribute("data-filtered", isFiltered);
    this.querySelector("[data-part=shown]").replaceChildren(isFiltered ? shown.length : this.entries.length);
    this.querySelector("[data-part=nothing]").hidden = !isFiltered || shown.length + offered > 0;
    this.querySelector("[data-slot=typed]")?.replaceChildren(typed);
    if (this.search) this.search.search = new URLSearchParams({ q: typed });
  }
}

customElements.define("article-filter", ArticleFilter);
