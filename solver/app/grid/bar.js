// The strip above the table: undo and redo, rows, what to show.

class Bar {
  constructor(root, grid) {
    this.grid = grid;
    this.root = root.appendChild(document.createElement("div"));
    this.root.className = "ag-bar";
    this.buttons = {};
    const acts = {
      undo: ["undo", () => grid.change({ op: "undo" })],
      redo: ["redo", () => grid.change({ op: "redo" })],
      insert: ["add_row_above", () => grid.insert()],
      duplicate: ["content_copy", () => grid.duplicate()],
      remove: ["delete", () => grid.remove()],
    };
    for (const [name, [icon, act]] of Object.entries(acts)) this.buttons[name] = this.button(icon, act);
    this.search = this.root.appendChild(document.createElement("input"));
    this.search.type = "search";
    this.search.className = "ag-search";
    this.search.addEventListener("input", () => grid.sift(this.search.value));
    this.faults = this.toggle((on) => grid.sift(grid.wanted, on));
    this.wide = this.toggle((on) => grid.showAll(on));
    this.total = this.root.appendChild(document.createElement("span"));
    this.total.className = "ag-total";
  }

  button(icon, act) {
    const button = this.root.appendChild(document.createElement("button"));
    button.type = "button";
    const glyph = button.appendChild(document.createElement("span"));
    glyph.className = "ag-icon";
    glyph.textContent = icon;
    glyph.setAttribute("aria-hidden", "true");
    button.append(document.createElement("span"));
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      this.grid.editor.commit();
      act();
      this.grid.editor.focus();
    });
    return button;
  }

  toggle(act) {
    const label = this.root.appendChild(document.createElement("label"));
    const box = label.appendChild(document.createElement("input"));
    box.type = "checkbox";
    label.append(document.createElement("span"));
    box.addEventListener("change", () => act(box.checked));
    return { label, box, act };
  }

  say({ words, undo, redo }) {
    this.words = words;
    for (const [name, button] of Object.entries(this.buttons)) {
      button.lastChild.textContent = name === "undo" || name === "redo" ? "" : words[name];
      button.title = words[`${name}Help`];
      button.setAttribute("aria-label", words[name]);
    }
    this.buttons.undo.disabled = !undo;
    this.buttons.redo.disabled = !redo;
    this.search.placeholder = words.search;
    this.search.setAttribute("aria-label", words.search);
    this.faults.label.lastChild.textContent = words.onlyFaults;
  }

  columns(hides, all) {
    this.wide.label.hidden = !hides;
    this.wide.label.lastChild.textContent = this.words.allColumns.replace("{count}", all);
  }

  all(on) {
    this.wide.box.checked = on;
    this.wide.act(on);
  }

  clear() {
    if (!this.search.value && !this.faults.box.checked) return;
    this.search.value = "";
    this.faults.box.checked = false;
    this.grid.sift("", false);
  }

  count(rows, faults) {
    this.total.textContent = this.words.rows.replace("{count}", rows);
    this.faults.label.hidden = !faults && !this.faults.box.checked;
  }
}
