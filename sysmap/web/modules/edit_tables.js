/* The two tables of the page on which a map is typed. */
import { one, tell } from "./elements.js";
import { listed } from "./edit_forms.js";
import { menuInput, Table, textInput } from "./tables.js";

const worded = (choices, code) => { const found = choices.find(([one]) => one === code); return found ? found[1] : code || ""; };

export function actorTable(board, outbox, words, join, move) {
  const fields = [
    { name: "name", label: "Name", show: (one) => one.name || one.key, input: (one) => textInput(one.name) },
    { name: "kind", label: "What it is", less: true, show: (one) => worded(words.kinds, one.kind), input: (one) => menuInput(one.kind, words.kinds, "Not stated") },
    { name: "sector", label: "Sector", less: true, show: (one) => worded(words.sectors, one.sector), input: (one) => menuInput(one.sector, words.sectors, "Not stated") },
    { name: "aliases", label: "Other names", less: true, show: (one) => (one.aliases || []).join("; "), input: (one) => textInput((one.aliases || []).join("; ")), read: listed },
    { name: "description", label: "Note", less: true, show: (one) => one.description || "", input: (one) => textInput(one.description) },
    { name: "source", label: "Where it is from", less: true, show: (one) => one.source || "", input: (one) => textInput(one.source) },
    { name: "place", label: "Place", less: true, show: (one) => board.place(one.key) },
  ];
  return new Table(board, "actor", one("#actors-part"), fields, {
    save: (key, fact, base) => outbox.edit([{ verb: "CHANGE", kind: "actor", key, fact }], `changed ${board.name(key)}`, base),
    remove(key) {
      const ties = board.tiesOf(key).map((tie) => ({ verb: "REMOVE", kind: "relationship", key: tie.key }));
      const said = `took away ${board.name(key)}${ties.length ? ` and its ${ties.length === 1 ? "relationship" : `${ties.length} relationships`}` : ""}`;
      outbox.edit([...ties, { verb: "REMOVE", kind: "actor", key }], said);
      tell(`${said}. Undo brings it back.`);
    },
    more: [{ words: "Join", on: join }, { words: "Move", on: move }],
  });
}

export function tieTable(board, outbox, words) {
  const ways = [["no", "both ways"], ["yes", "one way"]];
  const fields = [
    { name: "from", label: "Who", show: (one) => board.name(one.from) },
    { name: "type", label: "Kind", show: (one) => worded(words.types, one.type || words.types[0][0]), input: (one) => menuInput(one.type, words.types, "Not stated") },
    { name: "to", label: "With whom", show: (one) => board.name(one.to) },
    { name: "directed", label: "Ways", less: true, show: (one) => worded(ways, one.directed || "yes"), input: (one) => menuInput(one.directed, ways, "Not stated") },
    { name: "strength", label: "How strong", less: true, show: (one) => worded(words.strengths, one.strength), input: (one) => menuInput(one.strength, words.strengths, "Not stated") },
    { name: "level", label: "Level", less: true, show: (one) => worded(words.levels, one.level), input: (one) => menuInput(one.level, words.levels, "Not stated") },
    { name: "description", label: "Note", less: true, show: (one) => one.description || "", input: (one) => textInput(one.description) },
    { name: "source", label: "Where it is from", less: true, show: (one) => one.source || "", input: (one) => textInput(one.source) },
  ];
  const named = (key) => { const tie = board.shown.relationship.get(key); return tie ? `${board.name(tie.from)} and ${board.name(tie.to)}` : "a relationship"; };
  const table = new Table(board, "relationship", one("#ties-part"), fields, {
    save: (key, fact, base) => outbox.edit([{ verb: "CHANGE", kind: "relationship", key, fact }], `changed what joins ${named(key)}`, base),
    remove(key) {
      const said = `took away what joins ${named(key)}`;
      outbox.edit([{ verb: "REMOVE", kind: "relationship", key }], said);
      tell(`${said}. Undo brings it back.`);
    },
  });
  table.named = (fact) => `${board.name(fact.from)} and ${board.name(fact.to)}`;
  return table;
}
