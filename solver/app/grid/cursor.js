// Cursor and selection, and what follows them: the input, the drop-down, the message at a faulty cell.
// Rows are counted as in the table, however they are sorted or sifted.

class Steered extends Table {
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
}
