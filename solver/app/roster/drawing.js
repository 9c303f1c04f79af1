// Boards and grids of duties. Words come as data and are only ever set as text.

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

function sender(send, event, value) {
  return () => send(event, value);
}

function chip(data, one, send) {
  const button = make("button", `chip ${one.mark}`);
  button.type = "button";
  button.style.setProperty("--hue", one.hue);
  button.title = `${one.tip}\n${data.openIt}`;
  button.dataset.duty = one.key;
  if (one.mark) button.append(make("span", "flag", "!"));
  button.append(make("span", "text", one.text));
  if (one.small) button.append(make("span", "small", one.small));
  button.onclick = sender(send, "duty", one.key);
  return button;
}

function turner(tag, name, text, data, token, send) {
  if (!token) return make(tag, name, text);
  const holder = make(tag, name);
  const button = make("button", "turn", text);
  button.type = "button";
  button.title = data.go;
  button.dataset.turn = token;
  button.onclick = sender(send, "turn", token);
  holder.append(button);
  return holder;
}

function across(element, box) {
  element.style.left = `${box.left}%`;
  if (box.width !== undefined) element.style.width = `${box.width}%`;
  return element;
}

function boardTable(data, send) {
  const table = make("div", "board");
  const head = make("div", "line head");
  head.append(make("div", "name", data.corner));
  const scale = make("div", "track");
  for (const tick of data.ticks) {
    scale.append(across(make("span", tick.text ? `tick ${tick.edge}` : "tick minor", tick.text), tick));
  }
  head.append(scale);
  table.append(head);
  for (const row of data.rows) {
    const line = make("div", "line");
    line.append(turner("div", "name", row.label, data, row.token, send));
    const track = make("div", "track");
    track.style.setProperty("--lanes", row.lanes);
    for (const tick of data.ticks) {
      if (tick.text) track.append(across(make("span", "rule"), tick));
    }
    for (const cut of data.cuts) track.append(across(make("span", "cut"), cut));
    for (const one of row.chips) {
      const bar = across(chip(data, one, send), one);
      bar.style.setProperty("--lane", one.lane);
      track.append(bar);
    }
    line.append(track);
    table.append(line);
  }
  return table;
}

function gridHead(data, send) {
  const head = make("thead");
  const row = make("tr");
  data.corner.forEach((text, at) => row.append(make("th", `label l${at}`, text)));
  for (const column of data.columns) {
    const cell = turner("th", column.off ? "off" : "", column.label, data, column.token, send);
    if (column.mark) cell.classList.add(column.mark);
    row.append(cell);
  }
  head.append(row);
  return head;
}

function gridRow(data, row, send) {
  const line = make("tr");
  if (row.heading) {
    const cell = make("th", "heading", row.heading);
    cell.colSpan = data.corner.length + data.columns.length;
    line.append(cell);
    return line;
  }
  row.labels.forEach((text, at) => {
    const token = at === row.at ? row.token : "";
    const label = turner("th", `label l${at}`, text, data, token, send);
    if (at === 0 && row.small) label.append(make("div", "small", row.small));
    line.append(label);
  });
  row.cells.forEach((cell, at) => {
    const box = make("td", cell.mark || (data.columns[at].off ? "off" : ""));
    if (cell.day) {
      const top = make("div", "top");
      top.append(turner("span", "day", cell.day, data, cell.token, send));
      if (cell.note) top.append(make("span", "note", cell.note));
      box.append(top);
    }
    for (const one of cell.chips) box.append(chip(data, one, send));
    line.append(box);
  });
  return line;
}

function gridTable(data, send) {
  const table = make("table", data.calendar ? "grid calendar" : "grid");
  const columns = make("colgroup");
  data.corner.forEach((_, at) => columns.append(make("col", `c${at} of${data.corner.length}`)));
  for (const column of data.columns) columns.append(make("col", column.narrow ? "narrow" : "wide"));
  table.append(columns, gridHead(data, send));
  const body = make("tbody");
  for (const row of data.rows) body.append(gridRow(data, row, send));
  table.append(body);
  return table;
}

function legendLine(data) {
  const line = make("div", "legend");
  for (const one of data.legend) {
    const entry = make("span", "entry", one.name);
    entry.style.setProperty("--hue", one.hue);
    line.append(entry);
  }
  line.append(make("span", "note", data.note));
  return line;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const before = parentElement.querySelector(".roster .scroll");
  const place = before && before.dataset.of === data.of ? [before.scrollLeft, before.scrollTop] : [0, 0];
  parentElement.querySelector(".roster")?.remove();
  const root = make("div", "roster");
  if (data.rows.length === 0) {
    root.append(make("p", "nothing", data.nothing));
  } else {
    const scroll = make("div", "scroll");
    scroll.dataset.of = data.of ?? "";
    scroll.tabIndex = 0;
    scroll.append(data.type === "board" ? boardTable(data, setTriggerValue) : gridTable(data, setTriggerValue));
    root.append(scroll, legendLine(data));
  }
  parentElement.append(root);
  const scroll = root.querySelector(".scroll");
  if (scroll) [scroll.scrollLeft, scroll.scrollTop] = place;
}
