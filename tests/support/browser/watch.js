// Put into every page before anything else runs: when was the app asked, when did it answer, is it still at it?
(() => {
  const watch = { asked: 0, asks: 0, waiting: 0, before: -1, starts: 0, open: 0, ended: 0, changed: 0, painted: 0 };
  window.afterbellWatch = watch;
  const now = () => performance.now();

  // The app's messages are protocol buffers; the outermost fields tell what a message is about.
  const NEW_SESSION = 4, SCRIPT_FINISHED = 6, RERUN_SCRIPT = 11, IS_AUTO_RERUN = 6, EARLY_FOR_RERUN = 2;
  const fieldsOf = (bytes) => {
    const found = new Map();
    let at = 0;
    const varint = () => {
      let value = 0, scale = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte & 128);
      return value;
    };
    while (at < bytes.length) {
      const tag = varint(), kind = tag % 8, field = (tag - kind) / 8;
      if (kind === 0) found.set(field, varint());
      else if (kind === 1) at += 8;
      else if (kind === 5) at += 4;
      else if (kind === 2) {
        const length = varint();
        found.set(field, bytes.subarray(at, at + length));
        at += length;
      } else break;
    }
    return found;
  };
  const heard = (data) => {
    if (!(data instanceof ArrayBuffer)) return;
    const fields = fieldsOf(new Uint8Array(data));
    if (fields.has(NEW_SESSION)) {
      watch.starts += 1;
      // What the page asks for by itself, every second or so, nobody waits for.
      if (watch.waiting) watch.open = 1;
      watch.waiting = 0;
    }
    // A script that ends early to run again has not answered yet.
    if (fields.has(SCRIPT_FINISHED) && fields.get(SCRIPT_FINISHED) !== EARLY_FOR_RERUN) {
      watch.open = 0;
      watch.ended = now();
    }
  };
  const said = (data) => {
    const rerun = fieldsOf(data instanceof ArrayBuffer ? new Uint8Array(data) : data).get(RERUN_SCRIPT);
    if (!rerun) return;
    if (fieldsOf(rerun).get(IS_AUTO_RERUN)) return;
    watch.asks += 1;
    watch.waiting = 1;
    watch.before = watch.starts;
  };
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", (event) => heard(event.data));
    }
    send(data) { if (data instanceof ArrayBuffer || data instanceof Uint8Array) said(data); super.send(data); }
  };

  // What moves while nothing is said: the sign that the script runs, and what styles itself.
  const idle = '[data-testid="stStatusWidget"], [data-testid="stHeader"], style, head';
  const matters = (change) => {
    const at = change.target.nodeType === Node.ELEMENT_NODE ? change.target : change.target.parentElement;
    return !(at && at.closest(idle));
  };
  const observer = new MutationObserver((changes) => {
    if (!changes.some(matters)) return;
    watch.changed = now();
    // The second frame after a change begins when the first has been drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => { watch.painted = now(); }));
  });
  const content = { subtree: true, childList: true, characterData: true };
  observer.observe(document, content);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    observer.observe(root, content);
    return root;
  };

  for (const kind of ["pointerdown", "keydown", "paste"]) {
    window.addEventListener(kind, () => { watch.asked = now(); }, { capture: true });
  }

  const unfinished = '[data-testid="stAppSkeleton"], [data-testid="stSkeleton"], [data-stale="true"]';
  watch.settled = (quiet) =>
    watch.starts > watch.before && watch.starts > 0 && !watch.waiting && !watch.open && document.fonts.status === "loaded" &&
    now() - Math.max(watch.changed, watch.ended) > quiet && watch.painted >= watch.changed &&
    ![...document.querySelectorAll(unfinished)].some((each) => each.checkVisibility());

  watch.text = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return "";
    if (["STYLE", "SCRIPT", "NOSCRIPT"].includes(node.tagName)) return "";
    if (["INPUT", "TEXTAREA"].includes(node.tagName)) return node.value;
    return [node.shadowRoot, ...node.childNodes].filter(Boolean).map(watch.text).join(" ");
  };
})();
