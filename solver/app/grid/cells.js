// What stands in cells and headers. Data is shown as text, never as markup.

const said = ({ message: text, wayOut }) => (wayOut ? `${text}\n${wayOut}` : text);

function message({ message: text, wayOut }) {
  const part = document.createElement("div");
  const [what, how] = [document.createElement("b"), document.createElement("span")];
  what.textContent = text;
  how.textContent = wayOut;
  part.append(what, how);
  return part;
}

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
  const element = document.createElement("span");
  element.appendChild(plainText(text)).className = "ag-text";
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
