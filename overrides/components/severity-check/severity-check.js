/**
 * <severity-check>: the portal's severity check on any page. The build makes one classic script of it, with the modules it
 * imports, its words and its table (macros/publish/severity_check.py). It asks for nothing, stores nothing, and holds neither
 * markup nor style that a strict policy would refuse.
 *
 * Each result is told as a `result` event of the element: see `tell`.
 */
import { SeverityDialogue } from "../severity-classifier/severity-dialogue.js";
import { textOf } from "../severity-classifier/severity-result.js";
import { readPairs, readVector } from "../severity-classifier/severity-vector.js";

const HTML = "http://www.w3.org/1999/xhtml";
const SVG = "http://www.w3.org/2000/svg";

/** Makes an element of [name, attributes, ...children]. Links are relative to the portal. */
function make([name, attributes, ...children], root, space = HTML) {
  const inside = name === "svg" ? SVG : space;
  const node = document.createElementNS(inside, name);
  for (const [key, value] of Object.entries(attributes))
    node.setAttribute(key, key === "href" ? new URL(value, root).href : value);
  for (const child of children)
    (node.content ?? node).append(typeof child === "string" ? child : make(child, root, inside));
  return node;
}

/**
 * @param {Object} published what the build wrote
 * @param {string} published.root the address of the portal, or where it is seen from this script
 * @param {string} published.page the page of the check, seen from there
 * @param {string} published.styles
 * @param {Array} published.content the template as nested lists
 * @param {Object} published.data what the answers are looked up in
 */
export function defineSeverityCheck(published) {
  if (customElements.get("severity-check")) return; // a page may load the script twice
  const root = new URL(published.root, document.currentScript?.src || undefined);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(published.styles);

  class SeverityCheck extends SeverityDialogue {
    static observedAttributes = ["vector"];

    connectedCallback() {
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [sheet];
      shadow.replaceChildren(make(published.content, root));
      this.start(shadow.firstElementChild, published.data);
    }

    attributeChangedCallback() {
      if (!this.root) return;
      this.answers = null;
      this.step = null;
      this.restore();
      this.draw(false);
    }

    // Taken out and put in again, it goes on where it was.
    restore() {
      const given = this.getAttribute("vector");
      if (this.answers || !given) this.open(readPairs(this.table, this.answers ?? []));
      else this.open(readVector(this.table, given));
    }

    get address() {
      return new URL(published.page, root).href;
    }

    // The page around it may scroll in any box.
    showStep(heading) {
      heading.focus();
    }

    drawResult(path, done) {
      super.drawResult(path, done);
      if (done) this.tell();
    }

    /**
     * Tells the page around it the result: `level` and `category` are null while several are possible, and `levels` is empty
     * when the answers can't be true together.
     */
    tell() {
      const { levels, categories } = this.view.result;
      const [level, category] = [levels, categories].map(each => (each.length === 1 ? each[0] : null));
      const ways = this.view.slots.get("class").querySelectorAll(".act:not([hidden]) :is(a, li:not(:has(a)))");
      const actions = [...(levels.length ? ways : [])].map(way => ({ label: textOf(way), href: way.href ?? null }));
      const { vector } = this.view;
      const detail = { vector, level, levels, category, categories, actions, link: this.link };
      this.dispatchEvent(new CustomEvent("result", { bubbles: true, detail }));
    }
  }

  customElements.define("severity-check", SeverityCheck);
}
