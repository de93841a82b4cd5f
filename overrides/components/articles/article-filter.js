// <article-filter>: shows the articles, or the terms, whose text has every word that is typed.
import "../phone-fold/phone-fold.js";

const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const separate = text => ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;
// A name with a hyphen is also found as one word.
const readName = text => separate(`${text} ${text.replaceAll("-", "")}`);

class ArticleFilter extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.search = this.querySelector("[data-search]");
    const chips = this.querySelectorAll("[data-part=groups] > li");
    this.groups = [...this.querySelectorAll(".article-group")].map((group, at) => ({
      group,
      chip: chips[at],
      cards: [...group.querySelectorAll("li, dl > div")].map(card => {
        const text = fold(`${card.textContent} ${card.dataset.words ?? ""}`);
        const name = fold(card.querySelector("dt")?.textContent ?? "");
        return { card, texts: [readName(name), separate(text), text] };
      }),
    }));
    this.input.addEventListener("input", () => this.draw());
    this.querySelector("form").addEventListener("submit", event => event.preventDefault());
    this.draw();
  }

  // What has the words in its name hides what only has them in its text, and a beginning of a word hides what is inside one.
  pick() {
    const typed = fold(this.input.value);
    const words = separate(typed).split(" ").slice(1);
    const starts = words.map(word => ` ${word}`);
    const cards = this.groups.flatMap(group => group.cards);
    const choices = [starts, starts, words].map((parts, at) =>
      cards.filter(({ texts }) => parts.every(part => texts[at].includes(part))),
    );
    return new Set(choices.find(({ length }) => length));
  }

  draw() {
    const picked = this.pick();
    for (const { group, chip, cards } of this.groups) {
      for (const each of cards) each.card.hidden = !picked.has(each);
      const matches = cards.filter(each => picked.has(each)).length;
      group.hidden = chip.hidden = matches === 0;
      for (const place of [group, chip]) place.querySelector("[data-part=count]")?.replaceChildren(matches);
      group.fit?.(this.input.value.trim() !== "");
    }
    this.querySelector("[data-part=shown]").replaceChildren(picked.size);
    this.querySelector("[data-part=nothing]").hidden = picked.size > 0;
    if (this.search) this.search.search = new URLSearchParams({ q: this.input.value.trim() });
  }
}

customElements.define("article-filter", ArticleFilter);
