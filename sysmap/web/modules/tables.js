/* Roles are said outright, because a narrow screen shows the rows as blocks, and browsers then forget that it is a table.
   A table of facts that can be changed row by row: the full alternative to the picture. A row that is being changed is left alone by what
   comes in from elsewhere, and so is the focus. */
import { make, one } from "./elements.js";

const PAGE = 100;

export class Table {
  /**
   * `fields` are rows of { name, label, show(fact), input, less }: `input(fact)` makes the field for changing it, whose value is read back;
   * fields without one cannot be changed. `does` has save(key, fact, base), remove(key), and more: rows of { words, on(key, button) }.
   */
  constructor(board, kind, place, fields, does) {
    Object.assign(this, { board, kind, fields, does, rows: new Map(), open: new Map(), shown: PAGE, wanted: "" });
    this.count = make("span", {}, "");
    one("h2", place).append(": ", this.count);
    this.find = make("input", { id: `${kind}-find`, type: "search", autocomplete: "off", oninput: () => { this.wanted = this.find.value.trim().toLowerCase(); this.shown = PAGE; this.all(); } });
    this.body = make("tbody", { role: "rowgroup" });
    this.more = make("button", { type: "button", class: "quiet", hidden: true, onclick: () => { this.shown += PAGE; this.all(); } });
    this.none = make("p", { class: "hint", hidden: true }, "Nothing here yet. What you add above stands here at once.");
    place.append(make("div", { class: "row" }, make("label", { for: this.find.id }, "Find"), this.find), this.none,
      make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": one("h2", place).firstChild.textContent.trim() },
        make("table", { class: "facts", role: "table" }, make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, fields.map((field) => make("th", { scope: "col", role: "columnheader", class: field.less ? "less" : null }, field.label)), make("th", { scope: "col", role: "columnheader" }, "Do"))), this.body)), this.more);
    board.heeds.push((places) => this.heed(places));
  }

  heed(places) {
    if (places === null || places.length > 50) { this.all(); return; }
    const told = this.kind === "actor" ? ["actor", "layout"] : [this.kind];
    const mine = places.map((one) => [one.slice(0, one.indexOf(" ")), one.slice(one.indexOf(" ") + 1)]).filter(([kind]) => told.includes(kind)).map(([, key]) => key);
    const others = this.kind === "relationship" ? places.some((one) => one.startsWith("actor ")) : false;
    if (others) { this.all(); return; }
    for (const key of mine) { this.refresh(key); }
    this.counted();
  }

  facts() { return this.board.shown[this.kind]; }

  matches(fact) {
    return !this.wanted || this.fields.some((field) => String(field.show(fact)).toLowerCase().includes(this.wanted));
  }

  /** All rows anew, newest first; those that are there already are kept, with whatever has the focus in them. */
  all() {
    const wanted = Array.from(this.facts().values()).reverse().filter((fact) => this.matches(fact));
    const shown = wanted.slice(0, this.shown), keys = new Set(shown.map((fact) => fact.key));
    for (const [key, row] of this.rows) { if (!keys.has(key) && !this.open.has(key)) { this.away(key, row); } }
    let before = null;
    for (const fact of shown) {
      const row = this.row(fact);
      const at = before ? before.nextSibling : this.body.firstChild;
      if (row !== at) { this.body.insertBefore(row, at); }
      before = this.open.get(fact.key) || row;
      if (this.open.has(fact.key) && row.nextSibling !== before) { row.after(before); }
    }
    this.more.hidden = wanted.length <= this.shown;
    this.more.textContent = `Show ${Math.min(PAGE, wanted.length - this.shown)} more of ${wanted.length}`;
    this.counted();
  }

  counted() {
    this.count.textContent = this.facts().size.toLocaleString("en-GB");
    this.none.hidden = this.facts().size > 0;
  }

  refresh(key) {
    const fact = this.facts().get(key), row = this.rows.get(key);
    if (!fact) { if (row && !this.open.has(key)) { this.away(key, row); } return; }
    if (row) { this.row(fact); } else if (this.matches(fact)) { this.body.prepend(this.row(fact)); }
  }

  /** A row that goes takes nobody's focus with it. */
  away(key, row) {
    if (row.contains(document.activeElement)) { this.find.focus(); }
    row.remove();
    this.rows.delete(key);
  }

  row(fact) {
    let row = this.rows.get(fact.key);
    if (!row) {
      row = make("tr", { "data-key": fact.key, role: "row" }, this.fields.map((field, at) => make(at ? "td" : "th", { scope: at ? null : "row", role: at ? "cell" : "rowheader", class: field.less ? "less" : null }, make("bdi"))), make("td", { class: "does", role: "cell" }, this.buttons(fact)));
      this.rows.set(fact.key, row);
    }
    this.fields.forEach((field, at) => {
      const cell = row.children[at].firstChild, text = String(field.show(fact) ?? "");
      if (cell.textContent !== text) { cell.textContent = text; }
    });
    const named = this.named(fact);
    for (const button of row.querySelectorAll(".does button")) { button.lastChild.textContent = ` ${named}`; }
    return row;
  }

  named(fact) { return String(this.fields[0].show(fact)); }

  buttons(fact) {
    const key = fact.key;
    const button = (words, on) => make("button", { type: "button", class: "quiet", onclick: (event) => on(key, event.currentTarget) }, words, make("span", { class: "unseen" }, ""));
    return [button("Change", () => this.change(key)), (this.does.more || []).map((one) => button(one.words, one.on)), button("Take away", () => this.does.remove(key))];
  }

  /** Open a row for changing; what it was when it was opened is what the change is made against. */
  change(key) {
    if (this.open.has(key)) { one("input, select", this.open.get(key)).focus(); return; }
    if (!this.rows.has(key)) { this.find.value = this.wanted = ""; this.shown = Math.max(this.shown, this.facts().size); this.all(); }
    const fact = this.facts().get(key), base = this.board.revision, row = this.rows.get(key);
    const inputs = this.fields.filter((field) => field.input).map((field) => [field, field.input(fact)]);
    const close = () => { this.open.get(key)?.remove(); this.open.delete(key); this.refresh(key); const now = this.rows.get(key); (now ? one("button", now) : this.find).focus(); };
    const save = (event) => {
      event.preventDefault();
      const changed = {};
      for (const [field, input] of inputs) {
        const now = field.read ? field.read(input.value) : input.value.trim() || null, was = field.name in fact ? fact[field.name] : null;
        if (JSON.stringify(now ?? null) !== JSON.stringify(was ?? null) && !(Array.isArray(now) && !now.length && !was)) { changed[field.name] = now; }
      }
      if (Object.keys(changed).length) { this.does.save(key, changed, base); }
      close();
    };
    const form = make("form", { class: "changing", onsubmit: save, onkeydown: (event) => { if (event.key === "Escape") { event.preventDefault(); close(); } } },
      inputs.map(([field, input], at) => { input.id = `${this.kind}-${key}-${at}`; return make("div", { class: "field" }, make("label", { for: input.id }, field.label), input); }),
      make("div", { class: "row" }, make("button", {}, "Save"), make("button", { type: "button", class: "quiet", onclick: close }, "Leave it as it was")));
    const opened = make("tr", { class: "opened", role: "row" }, make("td", { role: "cell", colspan: this.fields.length + 1 }, form));
    this.open.set(key, opened);
    row.after(opened);
    one("input, select", form).focus();
  }
}

/** A text field for a row. */
export function textInput(value) {
  const made = make("input", { autocomplete: "off", maxlength: 2000 });
  made.value = value || "";
  return made;
}

/** A menu for a row; a value that the menu lacks is kept. */
export function menuInput(value, choices, empty) {
  const made = make("select", {}, empty ? make("option", { value: "" }, empty) : null, choices.map(([code, words]) => make("option", { value: code }, words)));
  if (value && !choices.some(([code]) => code === value)) { made.append(make("option", { value }, value)); }
  made.value = value || "";
  return made;
}

