/* Moving an organisation: drag it and drop it; or choose it and tap its place; or choose it and use the arrow keys or the buttons that say
   the same. Nothing is kept until it is dropped or said to be kept, and then it is an edit like any other. */
import { all, one, tell } from "./elements.js";
import { FRAME, held } from "./places.js";

const STEP = 10, FAR = 50;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Mover {
  /** `opened()` gives the canvas, made when it is first needed. */
  constructor(board, outbox, opened) {
    Object.assign(this, { board, outbox, opened, key: null, at: null, on: false });
    this.button = one("#move");
    this.panel = one("#moving");
    this.button.addEventListener("click", () => this.turn(!this.on));
    this.panel.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
    one("#picture-part").addEventListener("keydown", (event) => this.typed(event));
    one("#keep-all").addEventListener("click", () => this.outbox.keepPlaces("kept everyone where they stand"));
    board.heeds.push(() => this.offer());
  }

  async turn(on) {
    if (on === this.on) { return; }
    this.on = on;
    if (on) { all("#join[aria-pressed=true]").forEach((button) => button.click()); } else { this.leave(); }
    this.button.setAttribute("aria-pressed", String(on));
    this.panel.hidden = !on;
    one("#picture-part").toggleAttribute("data-moving", on);  // What is said then has its room, so that the picture does not shift under a finger.
    const canvas = await this.opened();
    await canvas.move(on ? { began: (key) => this.choose(key, false), dropped: (key, at) => { this.at = at; this.keep(true); } } : null);
    this.said(on ? "Choose an organisation: drag it, or tap it and then its place, or press Move beside its name and use the arrow keys." : "");
    this.offer();
  }

  said(words) { one("#joining").textContent = words; }

  /** A tap on the picture: on somebody, who is then chosen, or on a place for whom was chosen. */
  tapped(key, at) {
    if (key) { this.choose(key, true); return; }
    if (this.key && at) { this.at = at; this.keep(true); }
  }

  async start(key) {
    await this.turn(true);
    await this.choose(key, true);
    this.panel.scrollIntoView({ block: "start" });
  }

  async choose(key, focus) {
    if (this.key !== key) { this.leave(); }
    const canvas = await this.opened();
    Object.assign(this, { key, base: this.board.revision });
    canvas.choose(key);
    this.shown();
    this.said(`${this.board.name(key)} is chosen. Tap its place, drag it, or use the arrow keys; Enter keeps it there, Escape puts it back.`);
    if (focus) { one("#move-keep").focus({ preventScroll: true }); }
  }

  shown() {
    one("#move-who").textContent = this.key ? this.board.name(this.key) : "Nobody is chosen";
    for (const button of all("button", this.panel)) { button.disabled = !this.key; }
    one("#move-free").hidden = !this.key || this.board.place(this.key) !== "put there";
  }

  /** Let go of whom was chosen; what was not kept goes back. */
  leave() {
    if (this.at && this.key) { tell(`${this.board.name(this.key)} was put back.`); }
    const inside = this.panel.contains(document.activeElement);
    Object.assign(this, { key: null, at: null });
    if (this.canvas) { this.canvas.hold(null); this.canvas.choose(null); }
    this.shown();
    if (inside) { this.button.focus({ preventScroll: true }); }
  }

  get canvas() { return this.opened.now(); }

  typed(event) {
    if (!this.on || !this.key || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "Escape") { event.preventDefault(); this.back(); }
    const way = WAYS[event.key];
    if (way) { event.preventDefault(); this.step(way, event.shiftKey ? FAR : STEP); }
  }

  pressed(button) {
    if (!button || !this.key) { return; }
    if (button.dataset.way) { this.step(WAYS[button.dataset.way], STEP); }
    if (button.id === "move-keep") { this.keep(false); }
    if (button.id === "move-back") { this.back(); }
    if (button.id === "move-free") { this.free(); }
  }

  step([x, y], by) {
    const from = this.at || this.canvas.at(this.key);
    if (!this.at) { this.base = this.board.revision; }
    this.at = held({ x: from.x + x * by, y: from.y + y * by });
    this.canvas.hold(this.key, this.at);
    this.said(`${this.board.name(this.key)}: ${Math.round(100 * this.at.x / FRAME.x)}% from the left, ${Math.round(100 * this.at.y / FRAME.y)}% from the top. Not kept yet.`);
  }

  keep(away) {
    const { key, base } = this, name = this.board.name(key), at = this.at || this.canvas.at(key);
    this.at = null;
    this.canvas.held = null;
    this.outbox.place(key, at, `moved ${name}`, base);
    if (away) { this.leave(); } else { this.shown(); }
    this.said(`${name} stands there now. Undo takes it back.`);
  }

  back() {
    if (!this.at) { this.leave(); this.said(""); return; }
    const name = this.board.name(this.key);
    this.at = null;
    this.canvas.hold(null);
    this.said(`${name} is back where it was.`);
  }

  free() {
    const key = this.key;
    this.at = null;
    this.canvas.hold(null);
    this.outbox.letGo(key, `let ${this.board.name(key)} find its place`);
    this.leave();
    this.said(`${this.board.name(key)} finds its place beside its neighbours.`);
  }

  /** Offer to keep everybody, while somebody's place is not kept. */
  offer() {
    if (this.on && this.key) { one("#move-free").hidden = this.board.place(this.key) !== "put there"; }
    const { actor, layout } = this.board.shown, frame = this.canvas && this.canvas.frame;
    const without = frame ? Array.from(actor.keys()).filter((key) => !layout.has(key) && !frame.onNoPicture.has(key)).length : 0;
    one("#keep-offer").hidden = without === 0;
    one("#keep-words").textContent = layout.size === 0 ? "Nobody's place is kept yet: an import or an edit may move everyone." : without === 1 ? "One newcomer's place is not kept yet." : `The places of ${without} newcomers are not kept yet.`;
  }
}
