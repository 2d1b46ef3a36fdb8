/* The picture for everybody in the room: large, with its legend always, and still while it is frozen. */
import { given } from "./client.js";
import { one } from "./elements.js";
import { Board } from "./board.js";
import { Canvas } from "./canvas.js";
import { follow } from "./live.js";

const { map } = given();
const board = new Board(map);
export const canvas = new Canvas(board, one("#stage"), { big: true, legend: one("#legend") });
let frozen = false, stop = () => {};

function say(words) { one("#state").textContent = words; }

function counted() {
  if (frozen) { return; }
  const many = (n, single, several) => `${n.toLocaleString("en-GB")} ${n === 1 ? single : several}`;
  one("#counts").textContent = `${many(board.shown.actor.size, "organisation or group", "organisations and groups")}, ${many(board.shown.relationship.size, "relationship", "relationships")}.`;
}

async function load() {
  try { await board.load(); } catch { say("Reconnecting …"); setTimeout(load, 1500); return; }
  stop();
  stop = follow("live", map, board.cursor, {
    heard(event) { if (event.refetch) { load(); } else { board.heard(event); } },
    state(name) { say(name !== "live" ? "Reconnecting …" : frozen ? "Frozen" : "Live"); },
    lost() { say("Reconnecting …"); setTimeout(load, 1000); },
  });
}

board.heeds.push(counted);
one("#freeze").addEventListener("click", (event) => {
  frozen = canvas.frozen = !frozen;
  event.currentTarget.setAttribute("aria-pressed", String(frozen));
  event.currentTarget.textContent = frozen ? "Go on" : "Freeze";
  say(frozen ? "Frozen" : "Live");
  if (!frozen) { board.changed(null); }
});
one("[data-do=whole]").addEventListener("click", () => canvas.whole(true));
if (document.fullscreenEnabled) {
  one("#full").addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : one("#screen").requestFullscreen()));
} else { one("#full").hidden = true; }
load().then(() => canvas.begin());
