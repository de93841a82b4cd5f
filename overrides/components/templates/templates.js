// Fills what the page's templates leave open. All words come from the page.

/**
 * A sentence with each `{name}` filled in.
 * @param {string} sentence
 * @param {Record<string, unknown>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/**
 * Fills the slots of a node that have a value: a text as text, nodes as they are.
 * @param {Element} root
 * @param {Record<string, unknown>} values
 */
export function put(root, values) {
  for (const slot of [root, ...root.querySelectorAll("[data-slot]")]) {
    const value = values[slot.dataset.slot];
    if (value !== undefined) slot.replaceChildren(...[value ?? ""].flat());
  }
}

/**
 * A copy of a template of a component, with its slots filled.
 * @param {Element} root
 * @param {string} template
 * @param {Record<string, unknown>} values
 * @returns {Element}
 */
export function build(root, template, values) {
  const node = root.querySelector(`template[data-template="${template}"]`).content.firstElementChild.cloneNode(true);
  put(node, values);
  return node;
}
