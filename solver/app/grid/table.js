// The table as Tabulator draws it: columns, widths, lines; brought up to what the sheet knows.

const ROW_HEIGHT = 32;
const COUNTED = 300;

class Table {
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
    // A hint stands two letters apart from the text.
    const whole = (text, more) => breadth(text) + (more ? breadth(more) + 2 : 0);
    const counted = this.sheet.rows.slice(0, COUNTED).map((row) => row.cells[at]);
    const longest = Math.max(0, ...counted.map((text) => whole(text, hint(column, text))));
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
}
