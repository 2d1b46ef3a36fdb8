/* The two forms: an organisation, and a relationship between two. What is typed is on the page at once, and on its way. */
import { newId } from "./client.js";
import { fill, make, one, tell } from "./elements.js";
import { keyFor, meant, plain } from "./board.js";
import { combobox } from "./combobox.js";

const value = (id) => { const field = document.getElementById(id); return field ? field.value.trim() : ""; };
export const listed = (text) => text.split(/[;|]/).map((part) => part.trim()).filter(Boolean);

/** The fields that say anything. */
function said(cells) {
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => (Array.isArray(text) ? text.length : text)));
}

function wrong(form, field, words) {
  const place = one(".wrong", form);
  place.textContent = words;
  place.hidden = !words;
  for (const one of form.querySelectorAll("[aria-invalid]")) { one.removeAttribute("aria-invalid"); }
  if (field) { field.setAttribute("aria-invalid", "true"); field.focus(); }
}

/** The form for an organisation. `open(key)` opens the row of one that is there already. */
export function actorForm(board, outbox, words, open) {
  const form = one("#add-actor"), name = one("#actor-name"), alike = one("#alike");
  combobox(name, (typed) => meant(board, typed), (match) => { name.value = ""; fill(alike); open(match.key); tell(`${match.name} is on the map already. Its row is open.`); });
  name.addEventListener("input", () => fill(alike));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = value("actor-name");
    if (!typed) { wrong(form, name, "Say what it is called."); return; }
    if (words.needs_source && !value("actor-source")) { wrong(form, one("#actor-source"), "This map asks where it is from."); return; }
    const same = meant(board, typed).find((match) => match.whole);
    if (same && !alike.firstChild) { ask(typed, same); return; }
    add(typed);
  });

  function ask(typed, same) {
    const exact = plain(board.name(same.key)) === plain(typed);
    const known = (board.shown.actor.get(same.key).aliases || []).some((one) => plain(one) === plain(typed));
    fill(alike, make("p", {}, make("strong", {}, make("bdi", {}, same.name)), " is on the map already. Is it the same?"), make("div", { class: "row" },
      make("button", { type: "button", onclick: () => { if (!exact && !known) { alias(typed, same.key); } done(exact || known ? `${same.name} stays as it is.` : `${typed} is now another name of ${same.name}.`); } }, exact || known ? "Yes, leave it as it is" : "Yes, keep this as another name of it"),
      make("button", { type: "button", class: "quiet", onclick: () => add(typed) }, "No, add it as another one")));
    tell(`${same.name} is on the map already. Is it the same?`);
    one("button", alike).focus();
  }

  function alias(typed, key) {
    const names = [...(board.shown.actor.get(key).aliases || []), typed];
    outbox.edit([{ verb: "CHANGE", kind: "actor", key, fact: { aliases: names } }], `${typed} is another name of ${board.name(key)}`);
  }

  function add(typed) {
    const fact = said({ name: typed, kind: value("actor-kind"), sector: value("actor-sector"), aliases: listed(value("actor-aliases")), description: value("actor-description"), source: value("actor-source") });
    outbox.edit([{ verb: "ADD", kind: "actor", key: keyFor(board, typed, newId()), fact }], `added ${typed}`);
    done(`Added: ${typed}`);
  }

  function done(words) {
    for (const id of ["actor-name", "actor-aliases", "actor-description"]) { document.getElementById(id).value = ""; }
    fill(alike);
    wrong(form, null, "");
    name.focus();
    tell(words);
  }
}

/** The form for a relationship; gives join(from, to), which makes one of the kind that is chosen in it. */
export function tieForm(board, outbox, words) {
  const form = one("#add-tie"), from = one("#tie-from"), to = one("#tie-to"), type = one("#tie-type"), both = one("#tie-both");
  const find = (typed) => meant(board, typed);
  combobox(from, find, () => type.focus());
  combobox(to, find, () => {});
  type.addEventListener("change", () => { both.checked = words.both_ways.includes(type.value); });
  both.checked = words.both_ways.includes(type.value);

  /** The organisation that a field names, or a new one of that name; changes gets what has to be added. */
  function end(field, changes) {
    const typed = field.value.trim();
    const same = find(typed).filter((match) => match.whole);
    if (same.length) { return same[0].key; }
    const added = changes.find((change) => change.kind === "actor" && plain(change.fact.name) === plain(typed));
    if (added) { return added.key; }
    const key = keyFor(board, typed, newId());
    changes.push({ verb: "ADD", kind: "actor", key, fact: said({ name: typed, source: value("tie-source") }) });
    return key;
  }

  function tie(start, finish, more) {
    const fact = said({ from: start, to: finish, type: type.value, strength: value("tie-strength"), source: value("tie-source"), ...more });
    return { verb: "ADD", kind: "relationship", key: `relationship-${newId().slice(0, 16)}`, fact: { ...fact, directed: both.checked ? "no" : "yes" } };
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const field of [from, to]) { if (!field.value.trim()) { wrong(form, field, field === from ? "Say who." : "Say with whom."); return; } }
    if (words.needs_source && !value("tie-source")) { wrong(form, one("#tie-source"), "This map asks where it is from."); return; }
    const changes = [], start = end(from, changes), finish = end(to, changes);
    if (start === finish) { wrong(form, to, "These are the same organisation. Name another one."); return; }
    changes.push(tie(start, finish, { level: value("tie-level"), description: value("tie-description") }));
    const said = `joined ${from.value.trim()} and ${to.value.trim()}`;
    outbox.edit(changes, said);
    for (const field of [from, to, one("#tie-description")]) { field.value = ""; }
    wrong(form, null, "");
    from.focus();
    tell(`Added: ${said}`);
  });

  return {
    join(start, finish) {
      if (words.needs_source && !value("tie-source")) { wrong(form, one("#tie-source"), "This map asks where it is from. Say it once; it is kept for the next."); return; }
      outbox.edit([tie(start, finish, {})], `joined ${board.name(start)} and ${board.name(finish)}`);
    },
  };
}
