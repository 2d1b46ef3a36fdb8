/* What was understood of a file, as a person reads it: the columns with menus, what it would do in one sentence, problems, and row by row. */
import { all, make } from "./elements.js";

const KINDS = { actor: ["organisation", "organisations"], relationship: ["relationship", "relationships"], funding: ["flow of money", "flows of money"],
  rating: ["trust answer", "trust answers"], wave: ["round", "rounds"], roster: ["line of who was asked", "lines of who was asked"] };

export function counted(kind, n) {
  const words = KINDS[kind] || [kind.replace(/_/g, " "), `${kind.replace(/_/g, " ")} entries`];
  return `${n.toLocaleString("en-GB")} ${n === 1 ? words[0] : words[1]}`;
}

function joined(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

/** What it would do, in one sentence. */
export function sentence(seen) {
  if (seen.kind === "store") { return "This is a map with its whole history. Opening it adds it to your maps; nothing you have is changed."; }
  if (seen.problems && seen.problems.length) {
    const n = seen.problems.length;
    return n === 1 ? "One thing has to be put right first." : `${n} things have to be put right first.`;
  }
  const said = { new: "new", changed: "changed", same: "there already", removed: "taken away" };
  const parts = Object.entries(said).map(([verb, words]) => {
    const counts = Object.entries(seen.counts[verb] || {}).filter(([, n]) => n);
    return counts.length ? `${joined(counts.map(([kind, n]) => counted(kind, n)))} ${words}` : "";
  }).filter(Boolean);
  const left = seen.left_out.length ? `; ${seen.left_out.length} ${seen.left_out.length === 1 ? "row" : "rows"} left out` : "";
  return `${parts.join("; ") || "Nothing new"}${left}.`;
}

/** The columns of one table, each with a menu of what it may hold. `change(file, placed, focus)` is told what was put right. */
export function columnsOf(table, fields, change) {
  if (!table.columns.length) { return make("p", {}, `${table.file}: a matrix of ${table.rows} rows, names down the side and along the top.`); }
  const id = `table-${table.file.replace(/\W+/g, "-")}`;
  const placed = () => ({ headings: check.checked ? Math.max(0, table.headings) : -1, fields: all(`#${CSS.escape(id)} select`).map((menu) => menu.value) });
  const check = make("input", { type: "checkbox", id: `${id}-headings`, onchange: () => change(table.file, placed()) });
  check.checked = table.headings >= 0;
  return make("section", { id, "aria-label": table.file },
    make("h3", {}, make("bdi", {}, table.file), `: ${table.rows.toLocaleString("en-GB")} rows`),
    make("div", { class: "check" }, check, make("label", { for: check.id }, "The first row is headings, not an organisation")),
    make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": `Columns of ${table.file}` },
      make("table", { class: "columns" },
        make("thead", {}, make("tr", {}, table.columns.map((column, at) => heading(column, at, id, fields, () => change(table.file, placed()))))),
        make("tbody", {}, [0, 1, 2].map((row) => make("tr", {}, table.columns.map((column) => make("td", {}, make("bdi", {}, column.samples[row] || "")))))))));
}

function heading(column, at, id, fields, change) {
  const called = column.heading || `Column ${at + 1}`;
  const menu = make("select", { id: `${id}-${at}`, onchange: change },
    option("-", "Leave it out", column), option("", "Keep it as it is called", column),
    fields.map(([group, words]) => make("optgroup", { label: group }, words.map(([field, text]) => option(field, text, column)))));
  if (menu.value !== column.field) { menu.append(option(column.field, column.field, column)); }
  return make("th", { scope: "col" }, make("label", { for: menu.id }, make("bdi", {}, called), make("span", { class: "unseen" }, " holds")), menu);
}

function option(value, words, column) {
  return make("option", { value, selected: column.field === value }, words);
}

/** Problems by row, each with what to do. */
export function problemsOf(problems) {
  return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "What has to be put right" },
    make("table", {},
      make("thead", {}, make("tr", {}, ["Row", "Column", "It says", "What is wrong", "What to do"].map((words) => make("th", { scope: "col" }, words)))),
      make("tbody", {}, problems.slice(0, 200).map((one) => make("tr", {},
        make("th", { scope: "row" }, one.row || "", one.row ? "" : make("bdi", {}, one.file || "the file")),
        [one.column, one.value, one.rule, one.fix].map((text) => make("td", {}, make("bdi", {}, text || "")))))),
    ));
}

/** What becomes of each row. */
export function rowsOf(seen) {
  const words = { new: "new", changed: "changed", same: "there already" };
  const kind = (row) => row.kind || (row.what === "relationship" ? "works with" : "");
  return make("details", {}, make("summary", {}, "Row by row"),
    make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Row by row" },
      make("table", {},
        make("thead", {}, make("tr", {}, ["Row", "Who", "", "With whom", "Becomes"].map((text) => make("th", { scope: "col" }, text || make("span", { class: "unseen" }, "Kind"))))),
        make("tbody", {}, seen.rows.map((row) => make("tr", {},
          make("th", { scope: "row" }, row.row || ""), make("td", {}, make("bdi", {}, row.who)), make("td", {}, kind(row)), make("td", {}, make("bdi", {}, row.whom)),
          make("td", { class: `becomes-${row.becomes}` }, words[row.becomes])))))),
    seen.more ? make("p", {}, `And ${seen.more.toLocaleString("en-GB")} more.`) : null);
}
