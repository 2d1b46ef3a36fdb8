/* How do words reach the page? As text nodes, always: nothing that people typed is ever read as markup. */

/** An element with attributes, properties that begin with "on" as listeners, and children: elements, or anything else as text. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) { continue; }
    if (typeof value === "function") { made.addEventListener(name.slice(2), value); } else { made.setAttribute(name, value === true ? "" : value); }
  }
  put(made, ...children);
  return made;
}

/** Put children at the end of an element. */
export function put(place, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) { continue; }
    place.append(child instanceof Node ? child : String(child));
  }
  return place;
}

/** Replace what stands in an element. */
export function fill(place, ...children) {
  place.replaceChildren();
  return put(place, ...children);
}

/** Text of people's, kept from turning round the text beside it when it is written from right to left. */
export function theirs(text) {
  return make("bdi", {}, text);
}

/** Tell it politely to those who listen: the one live region of the page. */
export function tell(words) {
  document.getElementById("live").textContent = words;
}

/** Say what went wrong, where everybody sees it; without words, take it back. */
export function complain(words) {
  const place = document.getElementById("said");
  place.textContent = words || "";
  place.hidden = !words;
}

export function one(selector, within = document) { return within.querySelector(selector); }
export function all(selector, within = document) { return Array.from(within.querySelectorAll(selector)); }
