/* The page on which a map is typed: joins the map, what is on its way, the forms, the picture, the tables and the history. */
import { given, Refused } from "./client.js";
import { all, complain, one, tell } from "./elements.js";
import { Board } from "./board.js";
import { Canvas } from "./canvas.js";
import { showClash } from "./clash.js";
import { actorForm, tieForm } from "./edit_forms.js";
import { actorTable, tieTable } from "./edit_tables.js";
import { History } from "./history.js";
import { follow } from "./live.js";
import { Mover } from "./moving.js";
import { Outbox } from "./outbox.js";
import { news, stacks } from "./undoing.js";

const { map, words } = given();
const board = new Board(map);
const mine = new Set();
let live = "broken", way = "loading", count = 0, joining = null, canvas = null, begun = null, stop = () => {};

const outbox = new Outbox(board, {
  state(name, waiting, message) { way = name; count = waiting; say(message); },
  refused(edit, outcome) { complain(why(edit, outcome)); say(); },
  clashed(edit, outcome) { showClash(one("#clashes"), board, edit, outcome, (changes, base, reason) => again(edit, changes, base, reason)); buttons(); },
  done(edit) { mine.add(edit.id); complain(""); one("#news").textContent = ""; buttons(); },
  much: () => load(),
});

/** What a person chose over what is on the map now. */
function again(edit, changes, base, reason) {
  if (edit.what === "letActorGo") { outbox.letGo(edit.actor, reason); return; }
  if (edit.what === "placeActor") { for (const { key, fact } of changes) { outbox.place(key, { x: fact.x, y: fact.y }, reason, base); } return; }
  outbox.edit(changes, reason, base);
}

/** Where things stand, in a word. */
function say(message) {
  const place = one("#state");
  const waiting = count === 1 ? "1 change is kept on this page and will be sent" : `${count} changes are kept on this page and will be sent`;
  const said = {
    loading: "Loading …", saving: "Saving …", saved: live === "live" ? "Saved" : "Saved. Reconnecting to hear of others …",
    broken: `Reconnecting … ${count ? waiting : "Nothing is lost"}.`,
    locked: `You are not let in any more: open the link that sysmap printed when it started, in another tab. ${count ? waiting[0].toUpperCase() + waiting.slice(1) : "Nothing is lost"}.`,
  }[way];
  if (place.textContent !== said) { place.textContent = said; }
  place.dataset.state = way === "saved" && live !== "live" ? "broken" : way;
  if (message && way === "locked") { place.title = message; }
  buttons();
}

function buttons() {
  const both = stacks(map);
  const label = (button, list, verb) => {
    const last = list[list.length - 1];
    button.disabled = !last;
    button.title = last ? `${verb}: ${last.words}` : "";
  };
  label(one("#undo"), both.undo, "Undo"); label(one("#redo"), both.redo, "Redo");
}

/** Why an edit was refused, in words that fit what was done. */
function why(edit, outcome) {
  const problems = outcome.problems || [];
  const leaning = problems.filter((problem) => problem.message.includes("still points to"));
  if (leaning.length) {
    const kinds = {};
    for (const problem of leaning) { kinds[problem.kind] = (kinds[problem.kind] || 0) + 1; }
    const told = Object.entries(kinds).map(([kind, n]) => `${n} ${{ rating: "trust answers", roster: "lines of who was asked", funding: "flows of money", power: "statements about who decides", position: "positions", relationship: "relationships" }[kind] || kind}`);
    return `Not done: ${edit.words}. It is spoken of elsewhere on the map (${told.join(", ")}), and those would hang in the air.`;
  }
  const first = problems.slice(0, 3).map((problem) => `${problem.value ? `“${problem.value}”: ` : ""}${problem.message}; ${problem.suggestion}`);
  return `Not done: ${edit.words}. ${first.join(". ") || outcome.message}.${problems.length > 3 ? ` And ${problems.length - 3} more.` : ""}`;
}

async function load() {
  try {
    await board.load();
    if (way === "loading" || way === "locked" || !count) { way = count ? way : "saved"; }
    listen();
    outbox.now();
  } catch (error) {
    way = error instanceof Refused ? "locked" : "broken";
    setTimeout(load, 1500);
  }
  say();
}

function listen() {
  stop();
  stop = follow("live", map, board.cursor, {
    heard(event) {
      const others = (event.edits || []).filter((edit) => !mine.has(edit.editId));
      if (event.refetch || (others.length && board.unsure(event))) { load(); return; }
      board.heard(event);
      if (others.length && event.changes.length) { tell(others.length === 1 ? "Somebody else changed the map." : `Somebody else made ${others.length} changes to the map.`); }
    },
    state(name) {
      const before = live;
      live = name;
      if (name === "live" && before !== "live") { outbox.now(); }
      say();
    },
    lost() { live = "broken"; say(); setTimeout(load, 1000); },
  });
}

function undo() {
  const last = outbox.turn("undo", "redo");
  if (last) { tell(`Taken back: ${last.words}`); buttons(); }
}

function redo() {
  const last = outbox.turn("redo", "undo");
  if (last) { tell(`Done again: ${last.words}`); buttons(); }
}

/** Two taps join: the first chooses one end, the second the other. From the picture or from the rows of the table. */
function tapped(key, at) {
  if (mover.on) { mover.tapped(key, at); return; }
  if (one("#join").getAttribute("aria-pressed") !== "true" || key === null) {
    joining = null;
    one("#joining").textContent = key ? board.name(key) : "";
    if (canvas) { canvas.choose(key); }
    return;
  }
  joinAt(key);
}

function joinAt(key) {
  if (joining === null) {
    joining = key;
    one("#joining").textContent = `From ${board.name(key)}. Now choose the other one.`;
    if (canvas) { canvas.choose(key); }
    for (const button of all("[data-joins]")) { button.textContent = "Join to this"; }
    return;
  }
  const from = joining;
  joining = null;
  for (const button of all("[data-joins]")) { button.textContent = "Join"; }
  if (from === key) { one("#joining").textContent = "That is the same one. Start again with the first."; return; }
  one("#joining").textContent = "";
  ties.join(from, key);
  one("#joining").textContent = `Joined: ${board.name(from)} and ${board.name(key)}. Choose the next.`;
  if (canvas) { canvas.choose(null); }
}

const opened = async () => { one("#picture-part").open = true; picture(); await begun; return canvas; };
opened.now = () => canvas;
const mover = new Mover(board, outbox, opened);
const actors = actorTable(board, outbox, words, (key) => joinAt(key), (key) => mover.start(key));
tieTable(board, outbox, words);
const ties = tieForm(board, outbox, words);
actorForm(board, outbox, words, (key) => actors.change(key));
new History(board, one("#history-part"), {
  undo: (edit) => outbox.undoRevision(edit.number, edit.reason || `edit ${edit.number}`),
  back: (number) => outbox.goBack(number),
  isMine: (id) => mine.has(id),
});
one("#undo").addEventListener("click", undo);
one("#redo").addEventListener("click", redo);
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) { return; }
  const field = event.target.closest("input, textarea, select");
  // In a field in which something stands, the browser's own undo is meant.
  if (field && field.tagName !== "SELECT" && field.type !== "checkbox" && field.value) { return; }
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) { event.preventDefault(); undo(); }
  if (key === "y" || (key === "z" && event.shiftKey)) { event.preventDefault(); redo(); }
});
one("#join").addEventListener("click", (event) => {
  const on = event.currentTarget.getAttribute("aria-pressed") !== "true";
  event.currentTarget.setAttribute("aria-pressed", String(on));
  joining = null;
  if (on) { mover.turn(false); }
  one("#joining").textContent = on ? "Choose the first of the two. The kind is the one chosen in the form." : "";
});
one("#picture-part").addEventListener("click", (event) => {
  const does = event.target.closest("[data-do]");
  if (!does || !canvas) { return; }
  if (does.dataset.do === "closer") { canvas.zoom(1.35); }
  if (does.dataset.do === "further") { canvas.zoom(1 / 1.35); }
  if (does.dataset.do === "whole") { canvas.whole(true); }
});

/** The picture is made when it is first looked at: a phone begins with the lists. */
function picture() {
  if (canvas || !one("#picture-part").open) { return; }
  canvas = new Canvas(board, one("#stage"), { tapped, legend: one("#legend") });
  begun = canvas.begin().then(() => mover.offer());
}
if (window.matchMedia("(max-width: 40rem)").matches) { one("#picture-part").open = false; }
one("#picture-part").addEventListener("toggle", picture);
one("#news").textContent = news(map);
load().then(picture);

/** Where on the screen somebody of this name is drawn: for whoever drives the page with a machine. */
export function shown(name) {
  const node = canvas.nodes.get().find((one) => board.name(one.id) === name), box = one("#stage").getBoundingClientRect();
  const at = canvas.network.canvasToDOM({ x: node.x, y: node.y });
  return [box.x + at.x, box.y + at.y];
}
