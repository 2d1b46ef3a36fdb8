/* A file on its way in: looked at, put right, drawn. The file stays in the browser and is sent again with every change of mind. */
import { sent, newId, given, Refused, Unreachable } from "./client.js";
import { all, complain, fill, make, one, put, tell } from "./elements.js";
import { columnsOf, problemsOf, rowsOf, sentence } from "./incoming_words.js";
import { leaveNews, remember } from "./undoing.js";

const told = given();
const place = one("#understood");
const said = { file: "", edit: newId(), map: told.map, called: null, date: null, apart: false, tables: {}, same: {} };
let content = null, turn = 0, shown = "", offered = new Map(), busy = false;

async function handed(doing) {
  const address = `/incoming/${doing}?said=${encodeURIComponent(JSON.stringify(said))}`;
  const options = { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: content };
  return (await sent(address, options)).json();
}

function begin(blob, name) {
  if (blob.size > told.largest) { complain("The file has more than 20 MB. Take out what the map does not need, or hand it over in parts."); return; }
  content = blob;
  Object.assign(said, { file: name, edit: newId(), called: null, date: null, apart: false, tables: {}, same: {} });
  offered = new Map();
  look(true);
}

/** Look at the file as it is now understood; only the newest answer is shown. */
async function look(first) {
  const mine = ++turn;
  try {
    const seen = await handed("look");
    if (mine !== turn) { return; }
    complain("");
    if (first) { frame(seen); }
    show(seen);
    if (first) { one("#understood h2").focus(); }
    tell(sentence(seen));
  } catch (error) {
    if (mine === turn) { wrong(error); if (first) { fill(place); } }
  }
}

function wrong(error) {
  if (!(error instanceof Refused || error instanceof Unreachable)) { throw error; }
  complain(error instanceof Unreachable ? `${error.message} Nothing was lost: try again in a moment.` : error.message);
  one("#said").scrollIntoView({ block: "center" });
}

/** What stays while one changes one's mind: the parts of the answer, each filled anew by itself so that focus stays where it is. */
function frame(seen) {
  shown = "";
  fill(place, make("h2", { tabindex: "-1" }, "What was understood"),
    make("div", { id: "naming" }), make("div", { id: "tables" }), make("div", { id: "same" }),
    make("div", { id: "outcome" }),
    make("div", { class: "draw" },
      make("button", { type: "button", id: "draw", onclick: draw }, label(seen)), make("span", { id: "why-not", class: "hint" })));
  fill(one("#naming"), seen.kind === "table" && !told.map ? naming(seen) : null);
}

function label(seen) {
  if (told.sent && seen.kind !== "table") { return "Open it"; }
  return seen.map && seen.map.there ? "Add it to the map" : "Draw the map";
}

function naming(seen) {
  const keep = (event) => { said.called = event.target.value; };
  const field = make("input", { id: "called", maxlength: 200, autocomplete: "off", oninput: keep });
  field.value = said.called = seen.map.name;
  return make("div", { class: "field" }, make("label", { for: "called" }, "What is the map called?"), field);
}

function show(seen) {
  columns(seen.tables || []);
  if (seen.kind === "map" && seen.map.there && !one("#apart")) { put(one("#naming"), whetherApart(seen)); }
  if ((seen.problems || []).some((problem) => problem.asks === "date") && !one("#asked-on")) { put(one("#naming"), whenAsked()); }
  same(seen);
  fill(one("#outcome"), outcome(seen));
  const button = one("#draw");
  button.disabled = !seen.drawable;
  one("#why-not").textContent = seen.drawable ? "" : seen.problems && seen.problems.length ? "Put right what is listed above first." : "There is nothing new in it.";
}

/** The tables are shown anew only where other rows stand under other headings; what has the focus keeps it. */
function columns(tables) {
  const shape = JSON.stringify(tables.map((table) => [table.file, table.headings]));
  if (shape === shown) { return; }
  shown = shape;
  const focused = one("#tables").contains(document.activeElement) ? document.activeElement.id : null;
  fill(one("#tables"), tables.map((table) => columnsOf(table, told.fields, change)));
  if (focused) { document.getElementById(focused)?.focus(); }
}

function whetherApart(seen) {
  const flip = (event) => { said.apart = event.target.checked; look(false); };
  return make("div", { class: "check" }, make("input", { type: "checkbox", id: "apart", onchange: flip }),
    make("label", { for: "apart" }, `“${seen.map.name}” is here already. Open this as a map of its own, instead of adding to it.`));
}

/** The day of a round that the map does not have yet. */
function whenAsked() {
  const say = (event) => { said.date = event.target.value.trim() || null; look(false); };
  return make("div", { class: "field" }, make("label", { for: "asked-on" }, "When was this round asked?"),
    make("input", { id: "asked-on", maxlength: 20, autocomplete: "off", "aria-describedby": "asked-on-hint", onchange: say }),
    make("p", { class: "hint", id: "asked-on-hint" }, "The day or the month, such as 2025-05-30 or 2025-05."));
}

function change(file, placed) {
  said.tables[file] = placed;
  look(false);
}

/** Likely repeats stay listed once they were offered, so that a tick can be taken back. */
function same(seen) {
  for (const repeat of seen.repeats || []) { offered.set(repeat.id, repeat); }
  const box = one("#same");
  if (box.contains(document.activeElement) && document.activeElement.type === "checkbox") { return; }
  if (!offered.size) { fill(box); return; }
  const tick = (repeat) => (event) => {
    if (event.target.checked) { said.same[repeat.id] = repeat.like; } else { delete said.same[repeat.id]; }
    look(false);
  };
  const every = () => {
    for (const repeat of offered.values()) { said.same[repeat.id] = repeat.like; }
    for (const input of all("#same input")) { input.checked = true; }
    look(false);
  };
  fill(box, make("fieldset", { class: "panel" }, make("legend", {}, make("strong", {}, "Are these the same?")),
    make("p", { class: "hint" }, "Tick what is one organisation under two names. What you do not tick stays two."),
    Array.from(offered.values(), (repeat, at) => {
      const input = make("input", { type: "checkbox", id: `same-${at}`, onchange: tick(repeat) });
      input.checked = repeat.id in said.same;
      return make("div", { class: "check" }, input, make("label", { for: `same-${at}` },
        make("bdi", {}, repeat.name), " is ", make("strong", {}, make("bdi", {}, repeat.like_name)),
        make("span", { class: "hint" }, ` (${repeat.known ? "on the map already; " : ""}${repeat.reason})`)));
    }),
    offered.size > 1 ? make("button", { type: "button", class: "quiet", onclick: every }, "Tick all of them") : null));
}

function outcome(seen) {
  const stopped = Boolean(seen.problems && seen.problems.length);
  return make("div", { class: stopped ? "outcome stopped" : "outcome" },
    make("p", { class: "lead" }, make("strong", {}, sentence(seen))),
    stopped ? problemsOf(seen.problems) : null,
    listed("Left out", seen.left_out), listed("To know", (seen.notes || []).map((note) => `${note.row ? `Row ${note.row}: ` : ""}${note.value ? `“${note.value}”: ` : ""}${note.rule}`)),
    seen.rows && seen.rows.length ? rowsOf(seen) : null);
}

function listed(title, lines) {
  if (!lines || !lines.length) { return null; }
  return make("details", { open: lines.length <= 5 }, make("summary", {}, `${title}: ${lines.length}`),
    make("ul", { class: "plain" }, lines.slice(0, 200).map((line) => make("li", {}, make("bdi", {}, line)))));
}

async function draw() {
  if (busy) { return; }
  busy = true;
  one("#draw").disabled = true;
  try {
    const done = one("#outcome .lead").textContent;
    const made = await handed("draw");
    if (made.problems) { show(made); return; }
    if (made.revision) { remember(made.maps[0], { revision: made.revision, words: `the rows of ${said.file}` }); leaveNews(made.maps[0], `Drawn: ${done} One Undo takes all of it back.`); }
    location.assign(made.address);
  } catch (error) {
    one("#draw").disabled = false;
    wrong(error);
  } finally { busy = false; }
}

one("#file")?.addEventListener("change", (event) => { const file = event.target.files[0]; if (file) { begin(file, file.name); } });
const drop = one("#drop");
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) { drop.classList.remove("over"); } });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const file = event.dataTransfer.files[0];
  if (file) { begin(file, file.name); }
});
if (one("#rows")) {
  const pasted = () => {
    const text = one("#rows").value;
    if (!text.trim()) { complain("Paste some rows first."); one("#rows").focus(); return; }
    begin(new Blob([text], { type: "text/plain" }), "pasted rows.csv");
  };
  one("#look").addEventListener("click", pasted);
  one("#rows").addEventListener("paste", () => setTimeout(pasted));
}
// Chosen before this script was there.
const chosen = one("#file")?.files[0];
if (chosen) { begin(chosen, chosen.name); }
