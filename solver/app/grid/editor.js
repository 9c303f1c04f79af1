// The one input of the grid. It always lies over the cursor's cell and has the focus, unseen until something is
// typed: so Chinese input methods compose from the first key on, and a redrawn table never eats a letter.

class Editor {
  constructor(root, hooks) {
    this.hooks = hooks;
    this.input = root.appendChild(document.createElement("textarea"));
    this.input.className = "ag-input";
    this.input.rows = 1;
    this.input.spellcheck = false;
    this.input.autocomplete = "off";
    this.list = root.appendChild(document.createElement("div"));
    this.list.className = "ag-list";
    this.list.hidden = true;
    this.open = false;
    this.picked = -1;
    this.input.addEventListener("compositionstart", () => this.start(""));
    this.input.addEventListener("input", () => {
      if (!this.open) this.start(this.input.value);
      this.offer();
    });
    this.input.addEventListener("blur", () => this.commit());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[data-at]");
      if (item) this.take(Number(item.dataset.at));
    });
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  place(box) {
    const style = { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` };
    Object.assign(this.input.style, style);
  }

  // Begins with a text: the cell's own to mend it, or what was typed over it.
  start(text) {
    const target = this.hooks.target();
    if (this.open || !target) return;
    this.open = true;
    this.target = target;
    if (this.input.value !== text) this.input.value = text;
    this.input.classList.add("ag-open");
    this.hooks.opened();
    this.offer();
  }

  commit() {
    if (!this.open) return;
    const text = this.input.value;
    this.close();
    if (text !== this.target.text) this.hooks.commit(this.target, text);
  }

  close() {
    this.open = false;
    this.input.value = "";
    this.input.classList.remove("ag-open");
    this.list.hidden = true;
    this.hooks.closed();
  }

  // What may be chosen, narrowed by what was typed; in a cell of several values, by the one being typed.
  offer() {
    const { column } = this.target;
    const options = column.options ?? [];
    const [, last] = this.parts();
    const wanted = last.trim().toLowerCase();
    const untouched = this.input.value === this.target.text;
    const fits = ([value, hint]) => `${value}\n${hint}`.toLowerCase().includes(wanted);
    this.offered = (untouched && !column.several ? options : options.filter(fits)).slice(0, 200);
    // Enter takes an option unasked only where nothing else can be meant.
    const exact = this.offered.some(([value]) => value.toLowerCase() === wanted);
    this.picked = column.closed && wanted && !untouched && !exact && this.offered.length === 1 ? 0 : -1;
    this.list.replaceChildren(...this.offered.map((option, at) => this.item(option, at)));
    this.list.hidden = this.offered.length === 0;
    this.hooks.placeList(this.list);
  }

  item([value, hint], at) {
    const line = document.createElement("div");
    line.dataset.at = at;
    line.className = at === this.picked ? "ag-picked" : "";
    const [what, more] = [document.createElement("span"), document.createElement("small")];
    what.textContent = value;
    more.textContent = hint === value ? "" : hint;
    line.append(what, more);
    return line;
  }

  parts() {
    const text = this.input.value;
    const cut = this.target.column.several ? Math.max(text.lastIndexOf(";"), text.lastIndexOf("；")) + 1 : 0;
    return [text.slice(0, cut), text.slice(cut)];
  }

  pick(step) {
    const count = this.offered.length;
    if (!count) return;
    this.picked = this.picked < 0 && step < 0 ? count - 1 : (this.picked + step + count) % count;
    [...this.list.children].forEach((line, at) => line.classList.toggle("ag-picked", at === this.picked));
    this.list.children[this.picked].scrollIntoView({ block: "nearest" });
  }

  take(at) {
    const [before] = this.parts();
    this.input.value = before + this.offered[at][0];
    this.picked = -1;
    if (!this.target.column.several) {
      this.commit();
      return;
    }
    this.list.hidden = true;
    this.focus();
  }

  // Keys while something is typed; returns true where the key has been dealt with.
  key(event) {
    const choosing = !this.list.hidden;
    if (event.key === "Escape") {
      if (choosing && this.target.column.several) this.list.hidden = true;
      else this.close();
    } else if (choosing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      this.pick(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.altKey) {
      this.input.setRangeText("\n", this.input.selectionStart, this.input.selectionEnd, "end");
    } else if (event.key === "Enter" || event.key === "Tab") {
      if (choosing && this.picked >= 0) this.input.value = this.parts()[0] + this.offered[this.picked][0];
      this.commit();
      const back = event.shiftKey ? -1 : 1;
      this.hooks.move(event.key === "Enter" ? back : 0, event.key === "Tab" ? back : 0);
    } else {
      return false;
    }
    return true;
  }
}
