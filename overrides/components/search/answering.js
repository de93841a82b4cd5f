// What the search's worker asks for: opens an index and answers queries, for the theme's box and for pages of our own.
// The build sends the modules of the search inside this one.

import { openIndex } from "./engine.js";
import { toItems, toPlain } from "./items.js";

/** Opens the index in `folder`; see `openIndex`. `draw(typed)` answers with what the theme's box draws, `tell(typed, limit)` with plain data. */
export async function openSearch(folder, loadLunr, get) {
  const { search, prepare, context } = await openIndex(folder, loadLunr, get);
  return {
    prepare,
    draw: async typed => toItems(await search(typed), context),
    tell: async (typed, limit) => toPlain(await search(typed, limit), context),
  };
}
