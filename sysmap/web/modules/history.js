/* Every edit of the map, newest first: what, who and when, with the two ways back. */
import { ask } from "./client.js";
import { fill, make, one } from "./elements.js";

const FIRST = 20;
const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

export class History {
  /** `does` has undo(edit), back(number) and isMine(editId). */
  constructor(board, place, does) {
    Object.assign(this, { board, does, rows: [], after: null, read: 0, turn: 0 });
    this.list = make("ol", { class: "history" });
    this.more = make("button", { type: "button", class: "quiet", hidden: true, onclick: () => this.older() }, "Show older");
    place.append(this.list, this.more);
    board.heeds.push(() => { if (board.revision !== this.read) { this.load(); } });
  }

  async load() {
    this.read = this.board.revision;
    const mine = ++this.turn;
    const page = await this.page(null);
    if (page && mine === this.turn) { this.rows = page.nodes; this.show(page); }
  }

  async older() {
    const page = await this.page(this.after);
    if (page) { const first = page.nodes[0]; this.rows.push(...page.nodes); this.show(page); if (first) { one(`[data-edit="${first.number}"] button`, this.list)?.focus(); } }
  }

  async page(after) {
    try { return (await ask("history", { map: this.board.map, first: FIRST, after })).map.history; } catch { this.read = 0; return null; }
  }

  show(page) {
    this.after = page.pageInfo.endCursor;
    this.more.hidden = !page.pageInfo.hasNextPage;
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.does : null;
    fill(this.list, this.rows.map((edit, at) => this.row(edit, at === 0)));
    if (focused) { (one(`[data-does="${CSS.escape(focused)}"]`, this.list) || one("#history-part")).focus(); }
  }

  row(edit, newest) {
    const said = edit.reason || (edit.size === 1 ? "one change" : `${edit.size} changes`);
    const who = this.does.isMine(edit.editId) ? `${edit.author}, on this screen` : edit.author;
    const button = (words, name, on) => make("button", { type: "button", class: "quiet", "data-does": `${name} ${edit.number}`, onclick: on }, words, make("span", { class: "unseen" }, ` ${edit.number}: ${said}`));
    return make("li", { "data-edit": edit.number },
      make("p", {}, make("strong", {}, make("bdi", {}, said)), make("span", { class: "hint" }, ` · ${when.format(new Date(edit.recordedAt))} · ${who} · edit ${edit.number}`)),
      make("div", { class: "row" },
        edit.undoneBy ? make("span", { class: "hint" }, `taken back with edit ${edit.undoneBy}`) : button("Take back", "undo", () => this.does.undo(edit)),
        newest ? null : button("Back to here", "back", () => this.does.back(edit.number))));
  }
}
