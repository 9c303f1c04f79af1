// The rows as the reader sees them: what Python said last, with what was typed since on top.
// Every change is an operation with a number. Python applies them in order and says up to which it got;
// until then they wait here and are sent again, so nothing typed is lost and nothing is done twice.

const field = (index) => `c${index}`;

class Sheet {
  constructor(client) {
    this.client = client;
    this.keys = [];
    this.rows = [];
    this.waiting = [];
    this.seq = 0;
    this.uid = 0;
  }

  // Python's rows become the truth; rows keep their identity, so that cursor and filter stay where they are.
  load(keys, rows, ack) {
    this.keys = keys;
    if (ack && ack.client === this.client) this.waiting = this.waiting.filter((op) => op.seq > ack.seq);
    const old = this.rows;
    this.rows = rows.map((cells) => ({ cells: [...cells] }));
    for (const op of this.waiting) this.play(op);
    this.inherit(old);
  }

  inherit(old) {
    const same = (a, b) => a.cells.length === b.cells.length && a.cells.every((text, i) => text === b.cells[i]);
    const [now, count] = [this.rows, Math.min(old.length, this.rows.length)];
    let head = 0;
    while (head < count && (old.length === now.length || same(old[head], now[head]))) head += 1;
    let tail = 0;
    while (tail < count - head && same(old[old.length - 1 - tail], now[now.length - 1 - tail])) tail += 1;
    now.forEach((row, at) => {
      const from = at < head ? at : at >= now.length - tail ? at + old.length - now.length : -1;
      row.uid = from >= 0 ? old[from].uid : (this.uid += 1);
    });
  }

  // Returns the operation, numbered, after doing to the rows what can be known here.
  push(op) {
    const numbered = { ...op, seq: (this.seq += 1) };
    this.waiting.push(numbered);
    this.play(numbered);
    for (const row of this.rows) row.uid ??= this.uid += 1;
    return numbered;
  }

  play(op) {
    const blank = () => ({ cells: this.keys.map(() => "") });
    const put = (row, column, text) => {
      const at = this.keys.indexOf(column);
      if (at >= 0 && this.rows[row]) this.rows[row].cells[at] = text;
    };
    if (op.op === "set") {
      while (this.rows.length <= op.row) this.rows.push(blank());
      put(op.row, op.column, op.text);
    } else if (op.op === "clear") {
      for (const row of op.rows) for (const column of op.columns) put(row, column, "");
    } else if (op.op === "insert") {
      this.rows.splice(op.row, 0, ...Array.from({ length: op.count }, blank));
    } else if (op.op === "duplicate") {
      const copies = op.rows.map((row) => ({ cells: [...(this.rows[row]?.cells ?? blank().cells)] }));
      this.rows.splice(Math.max(...op.rows) + 1, 0, ...copies);
    } else if (op.op === "delete") {
      const gone = new Set(op.rows);
      this.rows = this.rows.filter((_, at) => !gone.has(at));
    }
    // What a paste, an undo or a redo does is known only when Python answers.
  }
}

// Text for the clipboard as spreadsheets write it: tabs between cells, quotes where a cell needs them.
function asTsv(lines) {
  const quoted = (text) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return lines.map((line) => line.map(quoted).join("\t")).join("\n");
}
