/* Two people changed the same: both values, and a person chooses. Nothing is merged unasked, and what was typed stays until then. */
import { make, tell } from "./elements.js";

const FIELDS = { name: "Name", kind: "What it is", sector: "Sector", aliases: "Other names", description: "Note", source: "Where it is from", type: "Kind", level: "Level",
  strength: "How strong", directed: "Both ways", from: "Who", to: "With whom", x: "From the left", y: "From the top", pinned: "Put there by a person" };

/** Show a clash at `place`. `again(changes, base, words)` sends what is still wanted. */
export function showClash(place, board, edit, outcome, again) {
  const changes = edit.changes || [];
  const title = (clash) => {
    const fact = board.shown[clash.kind] && board.shown[clash.kind].get(clash.key);
    if (clash.kind === "actor" || clash.kind === "layout") { return board.name(clash.key); }
    return fact ? `${board.name(fact.from)} and ${board.name(fact.to)}` : "a relationship";
  };
  const base = Math.max(...outcome.clashes.map((clash) => clash.revision));
  const panel = make("section", { class: "panel clash", "aria-label": "Two people changed the same" });
  const settle = (mine) => () => {
    const clashing = new Set(outcome.clashes.map((clash) => `${clash.kind} ${clash.key}`));
    const gone = new Set(outcome.clashes.filter((clash) => !clash.current).map((clash) => `${clash.kind} ${clash.key}`));
    const kept = changes.filter((change) => mine || !clashing.has(`${change.kind} ${change.key}`))
      .map((change) => (gone.has(`${change.kind} ${change.key}`) && change.verb === "CHANGE" ? { ...change, verb: "ADD" } : change));
    const next = panel.nextElementSibling;
    panel.remove();
    (next ? next.querySelector("button") : document.getElementById("main")).focus();
    if (kept.length || (mine && edit.actor)) { again(kept, base, edit.words); }
    tell(mine ? "Yours is being saved." : "The other one stays.");
  };
  panel.append(make("h2", {}, "Two people changed ", make("bdi", {}, outcome.clashes.map(title).join(", "))),
    make("p", {}, edit.changes ? "Which should stand? Nothing was overwritten." : "It cannot be taken back as a whole, because something was changed since, or leans on it. Change it by hand, or take back the later edits first."));
  if (edit.changes) {
    panel.append(make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Both values" }, make("table", {},
      make("thead", {}, make("tr", {}, ["", "Yours", "On the map now"].map((words) => make("th", { scope: "col" }, words || make("span", { class: "unseen" }, "Field"))))),
      make("tbody", {}, outcome.clashes.flatMap((clash) => rows(clash)))),
    ), make("div", { class: "row" }, make("button", { type: "button", onclick: settle(true) }, "Keep mine"), make("button", { type: "button", class: "quiet", onclick: settle(false) }, "Keep what is on the map")));
  } else {
    panel.append(make("div", { class: "row" }, make("button", { type: "button", class: "quiet", onclick: settle(false) }, "Close")));
  }
  place.append(panel);
  tell("Two people changed the same. Both values stand at the top of the screen.");
}

function rows(clash) {
  if (!clash.yours || !clash.current) {
    return [make("tr", {}, make("th", { scope: "row" }, "Is it there?"), make("td", {}, clash.yours ? "yes, changed" : "taken away"), make("td", {}, clash.current ? "yes, changed" : "taken away"))];
  }
  return clash.fields.map((field) => make("tr", {}, make("th", { scope: "row" }, FIELDS[field.name] || field.name),
    make("td", {}, make("bdi", {}, field.yours ?? "not stated")), make("td", {}, make("bdi", {}, field.current ?? "not stated"))));
}
