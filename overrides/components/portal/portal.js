// Names and focus that the theme's own scripts leave out. Each repair uses words that are on the page already.

const headings = "article :is(h1, h2, h3)[id]";

function nearestHeading(element) {
  return [...document.querySelectorAll(headings)].findLast(
    heading => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
}

// The search overlay is a dialog without a name: take the name of its field.
function nameSearch() {
  for (const dialog of document.querySelectorAll('.md-search[role="dialog"]:not([aria-label])')) {
    const field = dialog.querySelector("input");
    dialog.setAttribute("aria-label", field?.getAttribute("aria-label") || field?.placeholder || document.title);
  }
}

// Each code block's copy button sits in a landmark of its own: it needs none.
function calmCodeTools() {
  for (const tools of document.querySelectorAll(".md-code__nav:not([role])")) tools.setAttribute("role", "none");
}

// What scrolls sideways must be reachable by keyboard, and say what it is.
function openScrollRegions() {
  for (const region of document.querySelectorAll(":is(.md-typeset__scrollwrap, .tabbed-labels):not([tabindex])")) {
    region.tabIndex = 0;
    region.setAttribute("role", "group");
    const heading = nearestHeading(region);
    if (heading) region.setAttribute("aria-labelledby", heading.id);
  }
}

// A section with a page of its own labels its list with an empty element: take the words of the link beside it.
function nameSections() {
  for (const list of document.querySelectorAll(".md-nav[aria-labelledby]")) {
    const label = document.getElementById(list.getAttribute("aria-labelledby"));
    const words = label?.textContent.trim() ? "" : label?.parentElement.querySelector("a")?.textContent.trim();
    if (!words) continue;
    list.removeAttribute("aria-labelledby");
    list.setAttribute("aria-label", words);
  }
}

function repairTheme() {
  nameSections();
  nameSearch();
  calmCodeTools();
  openScrollRegions();
}

// Loads a component's module the first time its element appears on a page. Pages that have none load none.
// A custom element starts and stops by itself, so this also holds when the theme swaps pages without a reload.
const VERSION = new URL(import.meta.url).search; // the build adds it to each import
const IS_GUEST = new URL(import.meta.url).hash === "#guest"; // in a site that has its own MkDocs, whose theme is its own
const MODULES = [
  "articles/article-filter",
  "commonality-analyser/commonality-analyser",
  "coverage/coverage-bars",
  "home/home-doors",
  "offline-pages/offline-pages",
  "page-feedback/page-feedback",
  "phone-fold/phone-fold",
  "search/search-form",
  "search/search-page",
  "search/search-suggestions",
  "severity-classifier/severity-classifier",
  "status/status-embed",
  "status/status-hint",
  "ticket-composer/ticket-composer",
  "troubleshooter/troubleshooter-tree",
];
const COMPONENTS = new Map(MODULES.map(path => [path.split("/")[1], path]));

// The theme swaps pages without a reload. A page that brings other scripts than those that run is loaded anew.
const version = () => document.querySelector("meta[name=portal-version]")?.content;
const STARTED_WITH = version();

function load() {
  if (version() !== STARTED_WITH) {
    location.reload();
    return;
  }
  if (!IS_GUEST) repairTheme();
  for (const { localName: name } of document.querySelectorAll(":not(:defined)")) {
    const path = COMPONENTS.get(name);
    if (!COMPONENTS.delete(name)) continue;
    // The line broke: tried again when the page changes.
    import(`../${path}.js${VERSION}`).catch(() => COMPONENTS.set(name, path));
  }
}

// An answer picked before its troubleshooter is there: the link leads on by itself, and the tree reads this when it comes.
// The document keeps it, because the theme may put another copy of the page in place meanwhile.
document.earlyAnswers = [];
addEventListener("click", ({ target }) => {
  const link = target.closest("troubleshooter-tree:not([data-live]) a[data-answer]");
  if (link) document.earlyAnswers.push([link.closest("[data-step]").id, link.dataset.answer]);
});

load();
let waiting = 0;
// Looks once after all that one click adds, and after it is painted.
new MutationObserver(records => {
  if (records.every(({ addedNodes }) => addedNodes.length === 0)) return;
  if (waiting) return;
  waiting = setTimeout(() => {
    waiting = 0;
    load();
  });
}).observe(document.body, { childList: true, subtree: true });
