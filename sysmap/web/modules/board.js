/* What is on the map, as this screen knows it: what the service said last, and over it what was typed here and is still on its way. */
import { ask } from "./client.js";

const FIRST = 4000;  // Three lists of so many are within what one question may cost.
const EMPTY = { actor: { aliases: [] }, relationship: {}, layout: {} };
const tables = (from = {}) => ({ actor: new Map(from.actor), relationship: new Map(from.relationship), layout: new Map(from.layout) });

export class Board {
  constructor(map) {
    this.map = map;
    this.about = {};
    this.revision = 0;
    this.heardOf = 0;
    this.cursor = null;
    this.kept = tables();
    this.shown = this.kept;
    this.written = new Map();
    this.waiting = () => [];
    this.heeds = [];
  }

  /** Read the whole map, and tell everybody. */
  async load() {
    const kept = tables();
    let after = {}, answer, more;
    do {
      answer = (await ask("board", { map: this.map, first: FIRST, ...after })).map;
      for (const fact of answer.actors.nodes) { kept.actor.set(fact.key, fact); }
      for (const fact of answer.relationships.nodes) { kept.relationship.set(fact.key, flat("relationship", fact)); }
      for (const fact of answer.layouts.nodes) { kept.layout.set(fact.key, flat("layout", fact)); }
      after = { actorsAfter: answer.actors.pageInfo.endCursor, tiesAfter: answer.relationships.pageInfo.endCursor, placesAfter: answer.layouts.pageInfo.endCursor };
      more = [answer.actors, answer.relationships, answer.layouts].some((part) => part.pageInfo.hasNextPage);
    } while (more);
    Object.assign(this, { kept, revision: answer.revision, heardOf: answer.revision, cursor: answer.cursor, about: answer });
    this.written.clear();
    this.changed(null);
  }

  /** Has this screen written something that the event says nothing of? Then somebody may have put back what was there before. */
  unsure(event) {
    const told = new Set(event.changes.map((change) => `${change.kind.toLowerCase()} ${change.key}`));
    return Array.from(this.written).some(([place, revision]) => revision > this.heardOf && revision < event.revision && !told.has(place));
  }

  /** An event of the live feed. What this screen wrote later than the event is newer than what the event says of it. */
  heard(event) {
    this.cursor = event.cursor;
    this.heardOf = event.revision || this.heardOf;
    const places = [];
    for (const change of event.changes) {
      const kind = change.kind.toLowerCase();
      const table = this.kept[kind];
      if (!table || (this.written.get(`${kind} ${change.key}`) || 0) > event.revision) { continue; }
      if (change.became === "REMOVED") { table.delete(change.key); } else { table.set(change.key, flat(kind, change.fact)); }
      places.push(`${kind} ${change.key}`);
    }
    this.revision = Math.max(this.revision, event.revision || 0);
    this.changed(places);
  }

  /** What this screen sent is on the map now, as this revision. */
  took(changes, revision) {
    for (const change of changes) {
      apply(this.kept, change);
      this.written.set(`${change.kind} ${change.key}`, revision);
    }
    this.revision = Math.max(this.revision, revision);
    this.changed(changes.map((change) => `${change.kind} ${change.key}`));
  }

  /** What an edit touched, as it is now: told here, because the feed says nothing of what came and went between two of its looks. */
  became(touched, revision) {
    for (const { kind, key, after } of touched) {
      const table = this.kept[kind.toLowerCase()];
      if (!table) { continue; }
      if (!after) { table.delete(key); } else { table.set(key, flat(kind.toLowerCase(), after)); }
      this.written.set(`${kind.toLowerCase()} ${key}`, revision);
    }
    this.revision = Math.max(this.revision, revision);
    this.changed(null);
  }

  /** Work out what is shown, and tell everybody which facts are other than before (null: any of them). */
  changed(places) {
    const waiting = this.waiting();
    if (!waiting.length) { this.shown = this.kept; } else {
      this.shown = tables(this.kept);
      for (const change of waiting) { apply(this.shown, change); }
    }
    for (const heed of this.heeds) { heed(places); }
  }

  name(key) {
    const actor = this.shown.actor.get(key);
    return actor ? actor.name || key : key;
  }

  /** Was this one put somewhere by a person, or kept where it stood, or neither? */
  place(key) {
    const at = this.shown.layout.get(key);
    return !at ? "" : at.pinned ? "put there" : "kept";
  }

  tiesOf(key) {
    return Array.from(this.shown.relationship.values()).filter((tie) => tie.from === key || tie.to === key);
  }
}

/** A fact as it is kept here: a relationship with its ends as keys, a place with numbers. */
function flat(kind, fact) {
  if (kind === "relationship") { return { ...fact, from: fact.from ? fact.from.key : null, to: fact.to ? fact.to.key : null }; }
  return kind === "layout" ? { key: fact.key, x: Number(fact.x), y: Number(fact.y), pinned: fact.pinned === "yes" } : fact;
}

function apply(kept, change) {
  const table = kept[change.kind];
  if (change.verb === "REMOVE") { table.delete(change.key); return; }
  table.set(change.key, { ...EMPTY[change.kind], ...table.get(change.key), ...change.fact, key: change.key });
}

/** A name as it is compared: without capitals, accents, marks and doubled blanks. */
export function plain(name) {
  return (name || "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/&/g, " and ").replace(/['’‘`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function initials(name) {
  return plain(name).split(" ").filter((word) => !["and", "of", "the", "for", "in"].includes(word)).map((word) => word[0]).join("");
}

/** Who may be meant by a few letters, likeliest first: { key, name, words, whole } where words says by what it was found. */
export function meant(board, typed, most = 8) {
  const wanted = plain(typed);
  if (!wanted) { return []; }
  const found = [];
  for (const actor of board.shown.actor.values()) {
    let best = null;
    for (const words of [actor.name, ...(actor.aliases || [])]) {
      const rank = fit(wanted, plain(words));
      if (rank !== null && (!best || rank < best.rank)) { best = { rank, words }; }
    }
    if ((!best || best.rank > 1) && wanted.replace(/ /g, "").length > 1 && initials(actor.name) === wanted.replace(/ /g, "")) { best = { rank: 1, words: "its initials", whole: true }; }
    if (best) { found.push({ key: actor.key, name: actor.name || actor.key, words: best.words === actor.name ? "" : best.words, rank: best.rank, whole: best.whole || best.rank === 0 }); }
  }
  return found.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name)).slice(0, most);
}

function fit(wanted, name) {
  if (name === wanted) { return 0; }
  if (name.startsWith(wanted)) { return 2; }
  const words = name.split(" ");
  if (wanted.split(" ").every((part) => words.some((word) => word.startsWith(part)))) { return 3; }
  return wanted.length > 2 && name.includes(wanted) ? 4 : null;
}

/** A free key for a new organisation, made of its name where that is plain enough. */
export function keyFor(board, name, random) {
  const slug = /^[A-Za-z ]{1,40}$/.test(name.trim()) ? name.trim().toLowerCase().replace(/ +/g, "-") : "";
  return slug && !board.shown.actor.has(slug) ? slug : `${slug.slice(0, 30) || "actor"}-${random.slice(0, 8)}`;
}
