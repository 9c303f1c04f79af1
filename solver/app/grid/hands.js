// Mouse, keys and clipboard.

const ARROW_WIDE = 22;

function listen(grid) {
  grid.gone = new AbortController();
  const { signal } = grid.gone;
  const { root, holder, editor } = grid;
  let dragging = false;

  const cellAt = (event) => {
    const element = event.target.closest?.(".tabulator-cell");
    const line = element?.closest(".tabulator-row");
    if (!line || !holder.contains(line)) return null;
    const row = grid.table.getRows("visible").find((one) => one.getElement() === line);
    const name = element.getAttribute("tabulator-field");
    return row && { row: row.getData().at, at: name === "at" ? -1 : Number(name.slice(1)) };
  };

  holder.addEventListener(
    "mousedown",
    (event) => {
      const cell = event.button === 0 && cellAt(event);
      if (!cell) return;
      event.preventDefault();
      editor.commit();
      dragging = true;
      const whole = cell.at < 0;
      grid.go(cell.row, whole ? grid.shown[0] : cell.at, { extend: event.shiftKey, whole });
      editor.focus();
      grid.settle();
      const arrow = event.target.closest(".ag-choice");
      if (arrow && arrow.getBoundingClientRect().right - event.clientX < ARROW_WIDE) {
        dragging = false;
        editor.start(grid.target().text);
      }
    },
    { signal },
  );
  holder.addEventListener(
    "mousemove",
    (event) => {
      const cell = dragging && event.buttons === 1 && cellAt(event);
      if (!cell || (cell.row === grid.cursor.row && cell.at === grid.cursor.at)) return;
      grid.go(cell.row, cell.at < 0 ? grid.cursor.at : cell.at, { extend: true, whole: grid.whole });
    },
    { signal },
  );
  globalThis.addEventListener("mouseup", () => (dragging = false), { signal });
  holder.addEventListener(
    "dblclick",
    (event) => {
      if (cellAt(event)) editor.start(grid.target().text);
    },
    { signal },
  );
  editor.input.addEventListener("focus", () => grid.settle(), { signal });
  editor.input.addEventListener("blur", () => (grid.bubble.hidden = true), { signal });
  root.addEventListener("keydown", (event) => keyDown(grid, event), { signal });

  const clipboard = (name, act) =>
    root.addEventListener(
      name,
      (event) => {
        if (event.target !== editor.input || editor.open) return;
        event.preventDefault();
        act(event.clipboardData);
      },
      { signal },
    );
  clipboard("copy", (data) => data.setData("text/plain", grid.copied()));
  clipboard("cut", (data) => {
    data.setData("text/plain", grid.copied());
    grid.clear();
  });
  clipboard("paste", (data) => grid.paste(data.getData("text/plain")));
}

const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-12, 0],
  PageDown: [12, 0],
  Home: [0, -1e6],
  End: [0, 1e6],
};

function keyDown(grid, event) {
  // Streamlit listens for single letters on the whole page.
  event.stopPropagation();
  const { editor } = grid;
  if (event.target !== editor.input || event.isComposing || event.keyCode === 229) return;
  if (editor.open ? editor.key(event) : idleKey(grid, event)) event.preventDefault();
}

function idleKey(grid, event) {
  const { key, shiftKey: shift } = event;
  const control = event.ctrlKey || event.metaKey;
  const letter = key.toLowerCase();
  if (control && letter === "z") grid.change({ op: shift ? "redo" : "undo" });
  else if (control && letter === "y") grid.change({ op: "redo" });
  else if (control && letter === "a") grid.all();
  else if (event.altKey && key === "ArrowDown") grid.editor.start(grid.target().text);
  else if (key in STEPS) {
    const [down, right] = STEPS[key];
    const far = control ? 1e6 : 1;
    const ends = { Home: -1e6, End: 1e6 };
    grid.move(control && key in ends ? ends[key] : down * far, right * far, shift);
    if (key === "Home") grid.view().scrollLeft = 0;
  } else if (key === "Tab") {
    const place = grid.shown.indexOf(grid.cursor.at) + (shift ? -1 : 1);
    if (place < 0 || place >= grid.shown.length) return false;
    grid.move(0, shift ? -1 : 1);
  } else if (key === "Enter" || key === "F2") grid.editor.start(grid.target().text);
  else if (key === "Delete" || key === "Backspace") grid.clear();
  else if (key === "Escape") grid.go(grid.cursor.row, grid.cursor.at);
  else return false;
  return true;
}
