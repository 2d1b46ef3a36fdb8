/* A field that looks ahead among the names there are: the ARIA pattern of an editable combobox with a list, by keys, mouse and touch. */
import { fill, make, tell } from "./elements.js";

/**
 * Make `input` a combobox. `find(typed)` gives { key, name, words } in order; `chosen(match)` hears what is picked from the list.
 * A field keeps what is typed: picking is never needed.
 */
export function combobox(input, find, chosen) {
  const list = make("ul", { role: "listbox", id: `${input.id}-list`, class: "matches", hidden: true, "aria-label": "Already on the map" });
  let matches = [], at = -1;
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off", spellcheck: "false" };
  for (const [name, value] of Object.entries(attributes)) { input.setAttribute(name, value); }
  input.parentElement.classList.add("looks-ahead");
  input.after(list);

  function close() {
    list.hidden = true; at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open() {
    matches = find(input.value);
    at = -1;
    input.removeAttribute("aria-activedescendant");
    fill(list, matches.map((match, place) => make("li", { role: "option", id: `${input.id}-${place}`, "aria-selected": "false", onpointerdown: (event) => event.preventDefault(), onclick: () => pick(place) },
      make("bdi", {}, match.name), match.words ? make("span", { class: "hint" }, " also ", make("bdi", {}, match.words)) : null)));
    list.hidden = !matches.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (matches.length) { tell(matches.length === 1 ? "One on the map is like this." : `${matches.length} on the map are like this.`); }
  }

  function mark(place) {
    at = place;
    Array.from(list.children, (item, number) => {
      item.setAttribute("aria-selected", String(number === at));
      if (number === at) { item.scrollIntoView({ block: "nearest" }); }
    });
    if (at < 0) { input.removeAttribute("aria-activedescendant"); } else { input.setAttribute("aria-activedescendant", `${input.id}-${at}`); }
  }

  function pick(place) {
    const match = matches[place];
    input.value = match.name;
    close();
    chosen(match);
  }

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) { open(); }
      if (matches.length) { mark((at + (event.key === "ArrowDown" ? 1 : -1) + matches.length + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % matches.length); }
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      pick(at);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
}
