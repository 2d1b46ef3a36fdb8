/* Edits on their way: sent one after another, kept with the tab until the service has said what came of each, and sent again after a
   break with the same id and the same words, so that each is done once. */
import { ask, newId, Refused, Unreachable } from "./client.js";
import { keep, stacks } from "./undoing.js";

const WAIT = [300, 600, 1200, 2500];

export class Outbox {
  /** `hears` has state(name, count), refused(edit, outcome), clashed(edit, outcome), done(edit, revision), and much() for an edit that touched
   *  so much that the map is better read again. */
  constructor(board, hears) {
    this.board = board;
    this.hears = hears;
    this.key = `sysmap outbox ${board.map}`;
    this.queue = this.restored();
    this.acks = new Map();
    this.tries = 0;
    board.waiting = () => this.queue.flatMap((edit) => edit.changes || []);
    window.addEventListener("beforeunload", (event) => { if (this.queue.length) { event.preventDefault(); } });
    window.addEventListener("online", () => this.now());
  }

  restored() {
    try { return JSON.parse(sessionStorage.getItem(this.key)) || []; } catch { return []; }
  }

  save() {
    try { sessionStorage.setItem(this.key, JSON.stringify(this.queue)); } catch { /* What cannot be kept with the tab stays on this page. */ }
  }

  /** Put an edit on its way: changes of facts, each { verb, kind, key, fact }, and in a few words what it is. */
  edit(changes, words, base = this.board.revision, more = {}) {
    const edit = { id: newId(), what: "edit", changes, words, base, ...more };
    const both = stacks(this.board.map);
    keep(this.board.map, { undo: [...both.undo, { edit: edit.id, revision: null, words }], redo: [] });
    this.put(edit);
    return edit;
  }

  /** Put an organisation at a place of the frame; keep everybody where they stand; let one that was put somewhere find its place. */
  place(key, at, words, base) { this.edit([{ verb: "CHANGE", kind: "layout", key, fact: { ...at, pinned: true } }], words, base, { what: "placeActor" }); }
  keepPlaces(words) { this.edit([], words, undefined, { what: "keepPlaces" }); }
  letGo(key, words) { this.edit([], words, undefined, { what: "letActorGo", actor: key }); }

  /** Take back or bring back: the newest of one list goes to the service, and what it made onto the other list. */
  turn(from, to) {
    const both = stacks(this.board.map);
    const last = both[from].pop();
    if (!last) { return null; }
    keep(this.board.map, both);
    this.put({ id: newId(), what: "undo", of: last, onto: to, words: last.words });
    return last;
  }

  undoRevision(revision, words) { this.put({ id: newId(), what: "undo", of: { revision, words }, onto: "redo", words }); }
  goBack(revision) { this.put({ id: newId(), what: "back", revision, onto: "undo", words: `the way back to edit ${revision}` }); }

  put(edit) {
    this.queue.push(edit);
    this.save();
    this.board.changed((edit.changes || []).map((change) => `${change.kind} ${change.key}`));
    this.now();
  }

  now() { clearTimeout(this.timer); this.pump(); }

  async pump() {
    if (this.sending) { return; }
    this.sending = true;
    try {
      while (this.queue.length) {
        this.hears.state(this.tries ? "broken" : "saving", this.queue.length);
        const edit = this.queue[0];
        const outcome = await this.send(edit);
        this.tries = 0;
        if (outcome.__typename === "MapIsBusy") { this.later(outcome.retryAfter * 1000); return; }
        this.queue.shift();
        this.save();
        this.came(edit, outcome);
      }
      this.hears.state("saved", 0);
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof Refused)) { throw error; }
      const locked = error instanceof Refused && ["VISIT", "FORBIDDEN", "TOKEN", "NOT_FOUND"].includes(error.code);
      const paced = error.code === "TOO_FAST" || error.code === "MAP_BUSY";
      this.hears.state(locked ? "locked" : paced ? "saving" : "broken", this.queue.length, error.message);
      this.tries = paced ? 0 : this.tries + 1;
      this.later(WAIT[Math.max(0, Math.min(this.tries, WAIT.length) - 1)]);
    } finally { this.sending = false; }
  }

  later(milliseconds) { this.timer = setTimeout(() => this.pump(), milliseconds); }

  async send(edit) {
    const map = this.board.map;
    if (edit.changes) {
      if (edit.sent === undefined) {
        // What this screen wrote itself since the edit was typed is no news to it.
        const touched = edit.actor ? [`layout ${edit.actor}`] : edit.changes.map((change) => `${change.kind} ${change.key}`);
        edit.sent = Math.max(edit.base, ...touched.map((place) => this.board.written.get(place) || 0));
        this.save();
      }
      return (await ask(edit.what, { map, edit: { id: edit.id, base: edit.sent, reason: edit.words }, ...wanted(edit) }))[edit.what];
    }
    if (edit.what === "back") { return (await ask("goBack", { map, edit: { id: edit.id, base: 0 }, revision: edit.revision })).goBack; }
    const revision = edit.of.revision || this.acks.get(edit.of.edit) || null;
    if (revision === null) { return { __typename: "EditDone", revisionNumber: null }; }
    return (await ask("undo", { map, edit: { id: edit.id, base: 0 }, revision })).undo;
  }

  came(edit, outcome) {
    if (outcome.__typename === "EditDone") {
      const made = outcome.revision;
      if (made && made.touched) { if (made.touched.length === made.size) { this.board.became(made.touched, outcome.revisionNumber); } else { this.hears.much(); } }
      this.done(edit, outcome.revisionNumber);
      return;
    }
    this.forget(edit);
    this.board.changed(null);
    if (outcome.__typename === "EditConflict") { this.hears.clashed(edit, outcome); } else { this.hears.refused(edit, outcome); }
  }

  done(edit, revision) {
    this.acks.set(edit.id, revision);
    const both = stacks(this.board.map);
    for (const list of [both.undo, both.redo]) {
      for (const one of list) { if (one.edit === edit.id) { one.revision = revision; } }
    }
    if (edit.onto && revision) { both[edit.onto].push({ revision, words: edit.words }); }
    keep(this.board.map, both);
    if (edit.changes) { this.board.took(edit.changes, revision); }
    this.hears.done(edit, revision);
  }

  forget(edit) {
    const both = stacks(this.board.map);
    keep(this.board.map, { undo: both.undo.filter((one) => one.edit !== edit.id), redo: both.redo });
  }
}

/** What an edit asks for besides what every edit says of itself. */
function wanted(edit) {
  if (edit.what === "edit") { return { changes: edit.changes.map(worded) }; }
  if (edit.what === "keepPlaces") { return {}; }
  const [change] = edit.changes;
  return change ? { actor: change.key, x: change.fact.x, y: change.fact.y } : { actor: edit.actor };
}

/** A change in the words of the API. */
function worded(change) {
  if (change.verb === "REMOVE") { return { verb: "REMOVE", key: change.key, kind: change.kind.toUpperCase() }; }
  return { verb: change.verb, key: change.key, [change.kind]: change.fact };
}
