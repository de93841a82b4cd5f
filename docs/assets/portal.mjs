import { repairTheme } from "./theme-repairs.mjs";

// Loads a component's module the first time its element appears on a page. Pages that have none load none.
// A custom element starts and stops by itself, so this also holds when the theme swaps pages without a reload.
const COMPONENTS = new Set([
  "commonality-analyser",
  "kept-pages",
  "new-version",
  "search-page",
  "search-suggestions",
  "severity-classifier",
  "status-embed",
  "status-hint",
  "ticket-composer",
  "troubleshooter-tree",
]);

function load() {
  repairTheme();
  for (const element of document.querySelectorAll(":not(:defined)")) {
    const name = element.localName;
    if (COMPONENTS.delete(name)) import(`./${name}.mjs`);
  }
}

load();
let waiting = 0;
// Looks once after all that one click adds, and after it is painted.
new MutationObserver((records) => {
  if (records.every((record) => record.addedNodes.length === 0)) return;
  waiting ||= setTimeout(() => {
    waiting = 0;
    load();
  });
}).observe(document.body, { childList: true, subtree: true });
