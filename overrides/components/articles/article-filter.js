// <article-filter>: shows the articles, or the terms, whose text has every word that is typed.
import "../phone-fold/phone-fold.js";

const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

class ArticleFilter extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.search = this.querySelector("[data-search]");
    const chips = this.querySelectorAll("[data-part=groups] > li");
    this.groups = [...this.querySelectorAll(".article-group")].map((group, at) => ({
      group,
      chip: chips[at],
      cards: [...group.querySelectorAll("li, dl > div")].map(card => ({
        card,
        text: fold(`${card.textContent} ${card.dataset.words ?? ""}`),
      })),
    }));
    this.input.addEventListener("input", () => this.draw());
    this.querySelector("form").addEventListener("submit", event => event.preventDefault());
    this.draw();
  }

  draw() {
    const words = fold(this.input.value).split(/\s+/);
    let shown = 0;
    for (const { group, chip, cards } of this.groups) {
      let matches = 0;
      for (const { card, text } of cards) {
        card.hidden = !words.every(word => text.includes(word));
        if (!card.hidden) matches++;
      }
      group.hidden = chip.hidden = matches === 0;
      for (const place of [group, chip]) place.querySelector("[data-part=count]")?.replaceChildren(matches);
      group.fit?.(words[0] !== "");
      shown += matches;
    }
    this.querySelector("[data-part=shown]")?.replaceChildren(shown);
    this.querySelector("[data-part=nothing]").hidden = shown > 0;
    if (this.search) this.search.search = new URLSearchParams({ q: this.input.value.trim() });
  }
}

customElements.define("article-filter", ArticleFilter);
