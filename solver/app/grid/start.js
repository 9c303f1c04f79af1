// What Streamlit calls: once when the grid appears, and again whenever Python has something new to say.

const grids = new WeakMap();

// The library comes in a message of its own, before or after this one.
function tabulator() {
  return new Promise((done) => {
    const look = () => (globalThis.Tabulator ? done(globalThis.Tabulator) : setTimeout(look, 20));
    look();
  });
}

export default async function mount({ data, parentElement, setTriggerValue }) {
  const Tabulator = await tabulator();
  let grid = grids.get(parentElement);
  if (!grid) {
    grid = new Grid(parentElement, Tabulator, (batch) => grid.post("ops", batch));
    grids.set(parentElement, grid);
  }
  grid.post = setTriggerValue;
  grid.take(data);
  return () => {
    grids.delete(parentElement);
    grid.destroy();
  };
}
