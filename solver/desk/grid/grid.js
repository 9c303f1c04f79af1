// The grid: Tabulator draws the rows, the sheet knows them, the editor takes what is typed.

const ROW_HEIGHT = 32;
const COUNTED = 300;
const PATIENCE = 5000;

class Grid {
  constructor(parent, Tabulator, send) {
    this.Tabulator = Tabulator;
    this.send = send;
    this.sheet = new Sheet(crypto.randomUUID());
    this.cursor = { row: 0, at: 0 };
    this.anchor = { row: 0, at: 0 };
    this.faults = new Map();
    this.wanted = "";
    this.onlyFaults = false;
    this.root = parent.appendChild(document.createElement("div"));
    this.root.className = "ag-root";
    this.bar = new Bar(this.root, this);
    this.holder = this.root.appendChild(document.createElement("div"));
    this.holder.className = "ag-table";
    this.bubble = this.root.appendChild(document.createElement("div"));
    this.bubble.className = "ag-bubble";
    this.bubble.setAttribute("role", "alert");
    this.bubble.hidden = true;
    this.editor = new Editor(this.root, {
      target: () => this.target(),
      opened: () => this.settle(),
      closed: () => this.settle(),
      commit: (target, text) => this.commit(target, text),
      move: (down, right) => this.move(down, right),
      placeList: (list) => this.placeList(list),
    });
    listen(this);
  }

  // Takes what Python says: words, columns, rows, faults, and how far it has come.
  take(data) {
    const titles = JSON.stringify(data.columns.map((column) => [column.key, column.title]));
    const fresh = titles !== this.titles;
    this.titles = titles;
    this.data = data;
    this.columns = data.columns;
    for (const column of this.columns) column.hints = new Map(column.options.filter(([value, more]) => value !== more));
    const keys = this.columns.map((column) => column.key);
    this.sheet.load(keys, data.rows, data.ack);
    this.blame(data.faults);
    this.bar.say(data);
    this.editor.input.setAttribute("aria-label", data.words.grid);
    if (fresh) this.build();
    else this.refresh();
    if (data.jump && data.jump.id !== this.jumped) {
      this.jumped = data.jump.id;
      this.jump(data.jump);
    }
  }

  blame(faults) {
    this.faults = new Map();
    for (const { row, column, message, wayOut } of faults) {
      const at = this.columns.findIndex((one) => one.key === column);
      const place = `${row}/${at}`;
      this.faults.set(place, [...(this.faults.get(place) ?? []), { message, wayOut }]);
    }
    this.faulty = new Set(faults.map(({ row }) => row));
    // Somebody may be typing over a cell that Python has not seen yet.
    for (const { op, row, column } of this.sheet.waiting) {
      if (op === "set") this.faults.delete(`${row}/${this.sheet.keys.indexOf(column)}`);
    }
  }

  // ---- drawing

  build() {
    this.built = false;
    this.table?.destroy();
    this.chooseColumns();
    this.table = new this.Tabulator(this.holder, {
      data: this.lines(),
      index: "uid",
      columns: this.drawnColumns(),
      layout: "fitDataFill",
      height: (this.drawnHeight = this.height()),
      rowHeight: ROW_HEIGHT,
      nestedFieldSeparator: false,
      placeholder: this.data.words.none,
      headerSortClickElement: "icon",
      columnDefaults: { headerSort: true, resizable: "header", minWidth: 56 },
      keybindings: false,
      autoResize: true,
    });
    this.table.on("tableBuilt", () => {
      this.built = true;
      this.sift();
      this.refresh();
    });
    this.table.on("renderComplete", () => this.paint());
    this.table.on("scrollVertical", () => requestAnimationFrame(() => this.paint()));
    this.table.on("scrollHorizontal", () => requestAnimationFrame(() => this.settle()));
    this.table.on("columnResized", () => this.settle());
  }

  chooseColumns() {
    const used = (at) => this.sheet.rows.some((row) => row.cells[at]);
    this.few = this.columns.map((column, at) => column.required || column.foreign || used(at));
    this.hides = this.few.includes(false) && this.sheet.rows.length > 0;
    this.shown = this.columns.map((_, at) => at).filter((at) => !this.hides || this.few[at]);
    this.bar.columns(this.hides, this.columns.length);
  }

  showAll(all) {
    this.shown = this.columns.map((_, at) => at).filter((at) => all || this.few[at]);
    this.columns.forEach((_, at) => {
      if (this.shown.includes(at)) this.table.showColumn(field(at));
      else this.table.hideColumn(field(at));
    });
    this.settle();
  }

  lines() {
    const lines = this.sheet.rows.map((row, at) => this.line(row, at));
    lines.push(this.line({ uid: "next", cells: this.columns.map(() => "") }, lines.length));
    return lines;
  }

  line(row, at) {
    const line = { uid: row.uid, at };
    row.cells.forEach((text, index) => (line[field(index)] = text));
    return line;
  }

  drawnColumns() {
    const number = {
      title: "",
      field: "at",
      frozen: true,
      width: 52,
      headerSort: false,
      resizable: false,
      cssClass: "ag-number",
      formatter: (cell) => plainText(cell.getData().uid === "next" ? "＋" : String(cell.getValue() + 2)),
    };
    const rest = this.columns.map((column, at) => ({
      title: column.title,
      field: field(at),
      frozen: at === 0,
      visible: this.shown.includes(at),
      width: this.width(column, at),
      titleFormatter: () => heading(column, this.data.words),
      formatter: (cell) => hinted(this.columns[at], cell.getValue()),
      sorter: (a, b, _a, _b, _c, dir) => natural(a, b, dir),
      cssClass: [column.number ? "ag-right" : "", column.options.length ? "ag-choice" : ""].filter(Boolean).join(" "),
    }));
    return [number, ...rest];
  }

  width(column, at) {
    const texts = this.sheet.rows.slice(0, COUNTED).map((row) => row.cells[at] + hint(column, row.cells[at]));
    const longest = Math.max(0, ...texts.map(breadth));
    return Math.round(Math.min(300, Math.max(breadth(column.title) * 7.6 + (column.required ? 64 : 52), longest * 7.4 + 24, 72)));
  }

  height() {
    const rows = this.sheet.rows.length + 1;
    return Math.min(this.data.height, Math.max(rows * ROW_HEIGHT + 56, 180));
  }

  // Brings what is drawn up to what is known: single cells where the rows are the same, else all of them.
  refresh() {
    if (!this.built) return;
    const lines = this.lines();
    const drawn = this.table.getData();
    const same = drawn.length === lines.length && lines.every((line, at) => line.uid === drawn[at].uid);
    if (same) {
      const changed = lines.filter((line, at) => Object.keys(line).some((key) => line[key] !== drawn[at][key]));
      if (changed.length) this.table.updateData(changed);
      this.paint();
    } else {
      this.redraw(lines);
    }
    this.clampCursor();
    this.bar.count(this.sheet.rows.length, this.faults.size);
  }

  async redraw(lines) {
    const view = this.view();
    const { scrollTop, scrollLeft } = view;
    if (this.height() !== this.drawnHeight) this.table.setHeight((this.drawnHeight = this.height()));
    await this.table.replaceData(lines);
    Object.assign(view, { scrollTop, scrollLeft });
    this.reveal();
    this.paint();
  }

  // Marks faults, cursor and selection on the cells that are on the screen.
  paint() {
    if (!this.built) return;
    const range = this.range();
    for (const row of this.table.getRows("visible")) {
      const { at, uid } = row.getData();
      for (const cell of row.getCells()) {
        const name = cell.getField();
        const index = name === "at" ? -1 : Number(name.slice(1));
        const own = uid === "next" ? undefined : this.faults.get(`${at}/${index}`);
        // The row's number is red, too: its faulty cell may be out of sight.
        const faults = own ?? (index < 0 && uid !== "next" && this.faulty.has(at) ? [] : undefined);
        const marks = cell.getElement().classList;
        marks.toggle("ag-fault", Boolean(faults));
        marks.toggle("ag-cursor", at === this.cursor.row && index === this.cursor.at);
        marks.toggle("ag-chosen", range.rows.has(at) && (index < 0 || range.ats.has(index)) && range.many);
        cell.getElement().title = faults ? faults.map(said).join("\n") : "";
      }
    }
    this.settle();
  }

  // Puts input and message where the cursor is.
  settle() {
    const cell = this.cellElement();
    const box = cell && this.boxOf(cell);
    const inside = box && this.visible(cell);
    if (box) this.editor.place(box);
    this.editor.input.classList.toggle("ag-away", !inside);
    const faults = this.faults.get(`${this.cursor.row}/${this.cursor.at}`);
    this.bubble.hidden = !faults || !inside || !this.root.contains(document.activeElement);
    if (this.bubble.hidden) return;
    this.bubble.replaceChildren(...faults.map(message));
    const below = this.editor.open && !this.editor.list.hidden ? -this.bubble.offsetHeight - 4 : box.height + 4;
    const left = Math.min(box.left, this.root.clientWidth - this.bubble.offsetWidth - 8);
    Object.assign(this.bubble.style, { left: `${Math.max(0, left)}px`, top: `${box.top + below}px` });
  }

  placeList(list) {
    const box = this.boxOf(this.cellElement() ?? this.holder);
    const room = globalThis.innerHeight - this.root.getBoundingClientRect().top - box.top - box.height;
    const up = room < list.offsetHeight + 8 && box.top > list.offsetHeight;
    const top = up ? box.top - list.offsetHeight - 2 : box.top + box.height + 2;
    const left = Math.min(box.left, Math.max(0, this.root.clientWidth - list.offsetWidth - 4));
    Object.assign(list.style, { left: `${left}px`, top: `${top}px`, minWidth: `${box.width}px` });
    this.settle();
  }

  cellElement() {
    if (!this.built) return null;
    const row = this.table.getRows("visible").find((one) => one.getData().at === this.cursor.row);
    return row?.getCell(field(this.cursor.at))?.getElement() ?? null;
  }

  // What scrolls.
  view() {
    return this.holder.querySelector(".tabulator-tableholder");
  }

  boxOf(element) {
    const [a, b] = [element.getBoundingClientRect(), this.root.getBoundingClientRect()];
    return { left: a.left - b.left, top: a.top - b.top, width: a.width, height: a.height };
  }

  visible(element) {
    const [a, b] = [element.getBoundingClientRect(), this.holder.getBoundingClientRect()];
    return a.bottom > b.top + 20 && a.top < b.bottom - 8 && a.right > b.left + 20 && a.left < b.right;
  }

  // ---- cursor and selection; rows are counted as in the table, however they are sorted or sifted

  order() {
    return this.table.getRows("active").map((row) => row.getData().at);
  }

  range() {
    const order = this.built ? this.order() : [];
    const [a, b] = [order.indexOf(this.anchor.row), order.indexOf(this.cursor.row)].sort((x, y) => x - y);
    const rows = a < 0 ? [this.cursor.row] : order.slice(a, b + 1);
    const places = [this.shown.indexOf(this.anchor.at), this.shown.indexOf(this.cursor.at)].sort((x, y) => x - y);
    const ats = this.whole ? this.shown : this.shown.slice(Math.max(0, places[0]), places[1] + 1);
    return { rows: new Set(rows), ats: new Set(ats), many: rows.length * ats.length > 1 };
  }

  go(row, at, { extend = false, whole = false } = {}) {
    this.cursor = { row, at };
    if (!extend) this.anchor = { row, at };
    this.whole = whole;
    this.reveal();
    this.paint();
  }

  all() {
    const order = this.order();
    this.anchor = { row: order[0], at: this.shown[0] };
    this.go(order[order.length - 1], this.shown[this.shown.length - 1], { extend: true });
  }

  move(down, right, extend = false) {
    const order = this.order();
    const here = order.indexOf(this.cursor.row);
    const row = order[Math.min(order.length - 1, Math.max(0, here + down))] ?? this.cursor.row;
    const place = this.shown.indexOf(this.cursor.at) + right;
    const at = this.shown[Math.min(this.shown.length - 1, Math.max(0, place))] ?? this.cursor.at;
    this.go(row, at, { extend, whole: extend && this.whole });
  }

  reveal() {
    const row = this.table.getRows("active").find((one) => one.getData().at === this.cursor.row);
    if (!row) return;
    const shown = this.cellElement();
    const holder = this.view().getBoundingClientRect();
    const box = shown?.getBoundingClientRect();
    if (!box || box.top < holder.top || box.bottom > holder.bottom) this.table.scrollToRow(row, "nearest", false);
    const frozen = this.cursor.at === 0 ? 0 : 52 + this.table.getColumn(field(0)).getWidth();
    if (box && (box.right > holder.right || box.left < holder.left + frozen)) {
      this.table.scrollToColumn(field(this.cursor.at), "middle", false);
    }
  }

  clampCursor() {
    const last = this.sheet.rows.length;
    const row = Math.min(this.cursor.row, last);
    if (row !== this.cursor.row) this.go(row, this.cursor.at);
  }

  jump({ row, column }) {
    const at = Math.max(0, this.columns.findIndex((one) => one.key === column));
    const act = () => {
      if (!this.shown.includes(at)) this.bar.all(true);
      this.bar.clear();
      this.go(row, at);
      this.editor.focus();
      this.settle();
    };
    if (this.built) act();
    else this.table.on("tableBuilt", () => setTimeout(act));
  }

  // ---- changes

  target() {
    const { row, at } = this.cursor;
    const column = this.columns[at];
    return column ? { row, at, column, text: this.sheet.rows[row]?.cells[at] ?? "" } : null;
  }

  commit(target, text) {
    const { row, at, column } = target;
    this.faults.delete(`${row}/${at}`);
    // What a paste that is on its way does to this cell is not known here.
    const pasting = this.sheet.waiting.some(({ op }) => op === "paste");
    this.change({ op: "set", row, column: column.key, text, was: pasting ? null : target.text });
  }

  change(op) {
    this.sheet.push(op);
    this.tell();
    this.refresh();
  }

  // Sends what waits, and again later if nobody has heard it.
  tell() {
    clearTimeout(this.again);
    if (!this.sheet.waiting.length) return;
    this.send({ client: this.sheet.client, table: this.data.table, ops: this.sheet.waiting });
    this.again = setTimeout(() => this.tell(), PATIENCE);
  }

  clear() {
    const { rows, ats } = this.range();
    const own = [...rows].filter((row) => row < this.sheet.rows.length);
    if (own.length) this.change({ op: "clear", rows: own, columns: [...ats].map((at) => this.columns[at].key) });
  }

  insert() {
    const row = Math.min(this.cursor.row, this.sheet.rows.length);
    this.bar.clear();
    this.change({ op: "insert", row, count: Math.max(1, this.chosenRows().length) });
    this.go(row, this.shown[0]);
  }

  duplicate() {
    const rows = this.chosenRows();
    if (!rows.length) return;
    this.bar.clear();
    this.change({ op: "duplicate", rows });
    this.go(Math.max(...rows) + 1, this.cursor.at);
  }

  remove() {
    const rows = this.chosenRows();
    if (!rows.length) return;
    this.change({ op: "delete", rows });
    this.go(Math.min(...rows), this.cursor.at);
  }

  chosenRows() {
    return [...this.range().rows].filter((row) => row < this.sheet.rows.length).sort((a, b) => a - b);
  }

  paste(text) {
    const order = this.order();
    const lines = text.split(/\r\n|\r|\n/).length;
    const here = Math.max(0, order.indexOf(this.cursor.row));
    const { rows, ats, many } = this.range();
    const from = many ? Math.min(...[...rows].map((row) => order.indexOf(row))) : here;
    const place = this.shown.indexOf(many ? Math.min(...ats) : this.cursor.at);
    const into = order.slice(from, from + Math.max(lines, many ? rows.size : 1)).filter((row) => row < this.sheet.rows.length);
    const columns = this.shown.slice(place).map((at) => this.columns[at].key);
    this.change({ op: "paste", rows: into, columns, text, fill: many ? [rows.size, ats.size] : [1, 1] });
  }

  copied() {
    const { rows, ats } = this.range();
    return asTsv([...rows].map((row) => [...ats].map((at) => this.sheet.rows[row]?.cells[at] ?? "")));
  }

  // ---- sifting

  sift(text = this.wanted, onlyFaults = this.onlyFaults) {
    [this.wanted, this.onlyFaults] = [text, onlyFaults];
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length && !onlyFaults) {
      this.table.clearFilter();
      return;
    }
    // Decided once for each row: a row does not vanish under the hand that mends it.
    const fits = (row, at) => {
      const all = row.cells.join("\n").toLowerCase();
      return words.every((word) => all.includes(word)) && (!onlyFaults || this.faulty.has(at));
    };
    const kept = new Set(["next", ...this.sheet.rows.filter(fits).map((row) => row.uid)]);
    const known = new Set(this.sheet.rows.map((row) => row.uid));
    this.table.setFilter(({ uid }) => kept.has(uid) || !known.has(uid));
  }

  destroy() {
    this.editor.commit();
    clearTimeout(this.again);
    this.gone?.abort();
    this.table?.destroy();
    this.root.remove();
  }
}

const said = ({ message: text, wayOut }) => (wayOut ? `${text}\n${wayOut}` : text);

function message({ message: text, wayOut }) {
  const part = document.createElement("div");
  const [what, how] = [document.createElement("b"), document.createElement("span")];
  what.textContent = text;
  how.textContent = wayOut;
  part.append(what, how);
  return part;
}

// Data is shown as text, never as markup.
function plainText(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

// What ids and words mean: the name of S041 stands beside it.
function hint(column, text) {
  if (!text || !column.hints.size) return "";
  const parts = column.several ? text.split(/[;；]/) : [text];
  return parts
    .map((part) => column.hints.get(part.trim()) ?? "")
    .filter(Boolean)
    .join("、");
}

function hinted(column, text) {
  const element = plainText(text);
  const more = hint(column, text);
  if (more) element.appendChild(plainText(more)).className = "ag-hint";
  return element;
}

function heading(column, words) {
  const element = plainText(column.title);
  element.title = [column.meaning, column.required ? words.required : ""].filter(Boolean).join("\n");
  if (column.required) element.classList.add("ag-required");
  if (column.foreign) element.classList.add("ag-foreign");
  return element;
}

// Chinese letters are two narrow ones wide.
const breadth = (text) => [...(text ?? "")].reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x2e7f ? 1.9 : 1), 0);

const collator = new Intl.Collator("zh", { numeric: true });
function natural(a, b, dir) {
  if (!a || !b) return (a ? -1 : b ? 1 : 0) * (dir === "asc" ? 1 : -1);
  return collator.compare(a, b);
}
