// The grid: the table and its cursor, what Python says of them, and what is done to them here.

const PATIENCE = 5000;

class Grid extends Steered {
  constructor(parent, Tabulator, send) {
    super();
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

  destroy() {
    this.editor.commit();
    clearTimeout(this.again);
    this.gone?.abort();
    this.table?.destroy();
    this.root.remove();
  }
}
