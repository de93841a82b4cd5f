// Names and focus that the theme's own scripts leave out. Each repair uses words that are on the page already.

const headings = "article :is(h1, h2, h3)[id]";

function nearestHeading(element) {
  const before = [...document.querySelectorAll(headings)].filter(
    (heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return before.at(-1);
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

export function repairTheme() {
  nameSections();
  nameSearch();
  calmCodeTools();
  openScrollRegions();
}
