// Looks at a page as it stands: what scrolls sideways, overlaps, is cut off, can't be read, and what it says.
() => {
  const MOVING = '[role="dialog"], [role="listbox"], [role="tooltip"], [data-testid="stElementToolbar"], [data-testid="stToastContainer"], .ag-bubble, .ag-list, .ag-input';
  const ICON = '[data-testid="stIconMaterial"], .material-icons';
  const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const chain = (node) => { const all = []; for (let at = node; at; at = parentOf(at)) all.push(at); return all; };
  const within = (node, selector) => chain(node).some((each) => each.matches(selector));
  const styles = new Map();
  const styleOf = (node) => { if (!styles.has(node)) styles.set(node, getComputedStyle(node)); return styles.get(node); };
  const box = (rect) => ({ left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom });
  const width = (each) => each.right - each.left, height = (each) => each.bottom - each.top;
  const meet = (one, other) => ({ left: Math.max(one.left, other.left), right: Math.min(one.right, other.right),
                                  top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom) });

  // --- what is written where ---------------------------------------------------------------------------
  const clips = new Map();
  const clipOf = (node) => {
    if (!node) return { left: -1e6, right: 1e6, top: -1e6, bottom: 1e6 };
    if (clips.has(node)) return clips.get(node);
    let clip = styleOf(node).position === "fixed" ? clipOf(null) : clipOf(parentOf(node));
    const own = styleOf(node), rect = node.getBoundingClientRect();
    if (own.overflowX !== "visible" && !node.closest("svg g")) clip = meet(clip, { ...clip, left: rect.left, right: rect.right });
    if (own.overflowY !== "visible" && !node.closest("svg g")) clip = meet(clip, { ...clip, top: rect.top, bottom: rect.bottom });
    clips.set(node, clip);
    return clip;
  };
  // Whether a text is cut off for good: by something that neither scrolls nor says so with an ellipsis.
  const lost = (node, full) => {
    // Heads of a table follow its rows, which scroll.
    if (within(node, ".tabulator-header")) return false;
    for (const at of chain(node)) {
      const own = styleOf(at), rect = at.getBoundingClientRect();
      if (own.position === "fixed") return false;
      if (own.overflowX !== "visible" && Math.max(rect.left - full.left, full.right - rect.right) > 4)
        return !(/auto|scroll/.test(own.overflowX) || own.textOverflow === "ellipsis");
      if (own.overflowY !== "visible" && Math.max(rect.top - full.top, full.bottom - rect.bottom) > 0.3 * height(full))
        return !(/auto|scroll/.test(own.overflowY) || own.webkitLineClamp !== "none");
    }
    return false;
  };
  // A button says what it does: its words are never cut short.
  const DOES = '[data-testid^="stBaseButton"], [data-testid="stPopoverButton"], button[data-variant]';
  const shortened = (node) => node.closest(DOES) &&
    chain(node).slice(0, 4).some((each) => styleOf(each).textOverflow === "ellipsis" && each.scrollWidth > each.clientWidth + 1);
  const pieces = [];
  const texts = new Set();
  const take = (node, text, rects, whole) => {
    const seen = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
    if (!node.checkVisibility(seen) || within(node, ICON)) return;
    const clip = clipOf(whole ? parentOf(node) : node);
    for (const rect of rects) {
      const shown = meet(box(rect), clip);
      if (width(shown) < 2 || height(shown) < 2) continue;
      texts.add(text);
      pieces.push({ node, text, full: box(rect), ...shown });
    }
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.data.trim() || !node.parentElement) return;
      const range = document.createRange();
      range.selectNodeContents(node);
      take(node.parentElement, node.data.trim(), range.getClientRects(), false);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return;
    if (["STYLE", "SCRIPT", "NOSCRIPT", "TITLE", "DESC"].includes(node.tagName?.toUpperCase())) return;
    if (["INPUT", "TEXTAREA"].includes(node.tagName)) {
      const text = node.value || node.placeholder;
      if (text && !["file", "checkbox", "radio", "hidden"].includes(node.type)) take(node, text, [node.getBoundingClientRect()], true);
      return;
    }
    if (node.shadowRoot) walk(node.shadowRoot);
    for (const each of node.childNodes) walk(each);
  };
  walk(document.body);

  // --- sideways ----------------------------------------------------------------------------------------
  const sideways = ["html", '[data-testid="stMain"]', '[data-testid="stSidebarContent"]']
    .map((selector) => [selector, document.querySelector(selector)])
    .filter(([, each]) => each && each.scrollWidth > each.clientWidth + 1)
    .map(([selector, each]) => `${selector}: ${each.scrollWidth} > ${each.clientWidth} px`);

  // --- overlaps ----------------------------------------------------------------------------------------
  const colour = (text) => {
    const numbers = (text.match(/[\d.]+/g) ?? []).map(Number);
    if (!/^rgb/.test(text) || numbers.length < 3) return null;
    return { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
  };
  const deepest = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const opaque = (node) => (colour(styleOf(node).backgroundColor)?.alpha ?? 0) > 0.9;
  // What lies above on purpose: a header that stays while rows scroll, a list that was opened.
  const layered = (above, below) => {
    const under = new Set(chain(below));
    const own = chain(above).filter((each) => !under.has(each));
    return own.some(opaque) && own.some((each) => /sticky|fixed/.test(styleOf(each).position) || each.matches(MOVING));
  };
  const frozen = (node) => chain(node).some((each) => each.matches(".tabulator-frozen, .tabulator-header"));
  const short = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
  const overlaps = [];
  const sorted = [...pieces].sort((one, other) => one.top - other.top);
  sorted.forEach((one, at) => {
    for (let next = at + 1; next < sorted.length && sorted[next].top < one.bottom; next += 1) {
      const other = sorted[next];
      if (one.node === other.node) continue;
      const both = meet(one, other);
      if (width(both) < 3 || height(both) < 0.35 * Math.min(height(one), height(other))) continue;
      if (layered(one.node, other.node) || layered(other.node, one.node)) continue;
      if (frozen(one.node) !== frozen(other.node)) continue;
      overlaps.push(`“${short(one.text)}” and “${short(other.text)}” at ${Math.round(both.left)},${Math.round(both.top)}`);
    }
  });

  // --- cut off -----------------------------------------------------------------------------------------
  const cut = pieces
    .filter((each) => !["INPUT", "TEXTAREA"].includes(each.node.tagName) && (lost(each.node, each.full) || shortened(each.node)))
    .map((each) => `“${short(each.text)}” at ${Math.round(each.left)},${Math.round(each.top)}`);

  // --- a number or a short word in two lines -------------------------------------------------------------
  const lines = new Map();
  for (const each of pieces) {
    if (!/^[\p{L}\p{N}.:–+−-]{2,5}$/u.test(each.text)) continue;
    const seen = lines.get(each.node) ?? { text: each.text, tops: new Set(), at: each };
    seen.tops.add(Math.round(each.top / 4));
    lines.set(each.node, seen);
  }
  const broken = [...lines.values()].filter(({ tops, at }) => tops.size > 1 && at.node.childNodes.length === 1)
    .map(({ text, at }) => `“${text}” at ${Math.round(at.left)},${Math.round(at.top)}`);

  // --- contrast ----------------------------------------------------------------------------------------
  const blend = (over, under) => over.rgb.map((part, at) => part * over.alpha + under[at] * (1 - over.alpha));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => { const c = part / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (node, x, y) => {
    const root = node.getRootNode();
    const stack = [...root.elementsFromPoint(x, y)];
    const layers = [];
    for (const each of new Set([...stack.slice(Math.max(stack.indexOf(node), 0)), ...chain(node)])) {
      if (each.tagName?.toUpperCase() === "TEXT") continue;
      const own = styleOf(each);
      const painted = each instanceof SVGGeometryElement
        ? colour(own.fill) && { ...colour(own.fill), alpha: colour(own.fill).alpha * own.fillOpacity * own.opacity }
        : colour(own.backgroundColor);
      if (!painted || painted.alpha === 0) continue;
      layers.push(painted);
      if (painted.alpha > 0.98) break;
    }
    return layers.reverse().reduce((under, over) => blend(over, under), [255, 255, 255]);
  };
  const faint = [];
  for (const each of pieces) {
    if (each.node.closest(":disabled, [aria-disabled='true'], [disabled]") || ["INPUT", "TEXTAREA"].includes(each.node.tagName)) continue;
    const own = styleOf(each.node);
    const ink = colour(each.node instanceof SVGElement ? own.fill : own.color);
    if (!ink) continue;
    const ground = groundOf(each.node, (each.left + each.right) / 2, (each.top + each.bottom) / 2);
    const seen = ratio(blend(ink, ground), ground);
    if (seen < 2.5) faint.push(`“${short(each.text)}” ${seen.toFixed(1)}:1 at ${Math.round(each.left)},${Math.round(each.top)}`);
  }

  // --- characters without a glyph ----------------------------------------------------------------------
  const canvas = new OffscreenCanvas(28, 28);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const family = getComputedStyle(document.querySelector('[data-testid="stApp"]')).fontFamily;
  const drawn = (character) => {
    pen.clearRect(0, 0, 28, 28);
    pen.font = `20px ${family}`;
    pen.fillText(character, 2, 22);
    return pen.getImageData(0, 0, 28, 28).data.join();
  };
  window.afterbellGlyphs ??= { missing: drawn("\u{10FFFE}"), known: new Map() };
  const { missing, known } = window.afterbellGlyphs;
  const characters = [...new Set([...texts].join(""))].filter((each) => each.codePointAt(0) > 126);
  for (const each of characters) if (!known.has(each)) known.set(each, drawn(each) !== missing);
  const boxes = characters.filter((each) => !known.get(each) || each === "\u25A1" || each === "\uFFFD");

  const wideIcons = [...document.querySelectorAll('[data-testid="stIconMaterial"]')]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 2 * each.getBoundingClientRect().height)
    .map((each) => each.textContent);
  const exceptions = [...document.querySelectorAll('[data-testid="stException"]')].map((each) => short(each.innerText));
  return { sideways, overlaps, cut, broken, faint, boxes: [...boxes, ...wideIcons], exceptions, texts: [...texts] };
}
