/*
 * Makes a tree of nodes like another one, while nodes that are alike stay the same nodes.
 * What hangs on a node stays with it: scroll position, focus, selection, what was typed, what was opened.
 * Does not know what the nodes are for.
 */

// Beyond this many pairs, what is left between two certain pairs is matched in order and not by likeness.
const MOST_PAIRS = 10_000;

/**
 * Make one element like another.
 *
 * @param {Element} from stays where it is.
 * @param {Element} to is not changed, and gives away no node.
 * @param {(node: Node) => boolean} isLeftAlone names nodes, in both trees, that are looked past.
 */
export function morph(from, to, isLeftAlone = () => false) {
  morphAttributes(from, to);
  morphChildren(from, to, isLeftAlone);
  if (from instanceof HTMLTemplateElement) morphChildren(from.content, to.content, isLeftAlone);
}

function morphAttributes(from, to) {
  // The reader opened it, or closed it, and is reading there.
  const isReaders = (name) => name === "open" && (from.localName === "details" || from.localName === "dialog");
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !isReaders(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !isReaders(name)) from.setAttribute(name, value);
  }
}

function morphChildren(from, to, isLeftAlone) {
  const olds = [...from.childNodes].filter((node) => !isLeftAlone(node));
  const news = [...to.childNodes].filter((node) => !isLeftAlone(node));
  const partners = align(olds, news);
  const staying = new Set(partners);
  for (const old of olds) if (!staying.has(old)) old.remove();
  let next = null;
  for (let index = news.length - 1; index >= 0; index -= 1) {
    const old = partners[index];
    if (old) morphNode(old, news[index], isLeftAlone);
    else from.insertBefore(document.importNode(news[index], true), next);
    next = old ?? (next ? next.previousSibling : from.lastChild);
  }
}

function morphNode(from, to, isLeftAlone) {
  if (isEqual(from, to)) return;
  if (from instanceof Element) morph(from, to, isLeftAlone);
  else morphText(from, to.data);
}

/** Tell whether two nodes are equal, and what their templates hold, at which browsers do not look. */
function isEqual(one, other) {
  if (!one.isEqualNode(other)) return false;
  const hasTemplate = one.localName === "template" || (one instanceof Element && one.querySelector("template"));
  return !hasTemplate || one.outerHTML === other.outerHTML;
}

/** Replace the part of a text that differs: a selection in the rest of it stays. */
function morphText(from, text) {
  const start = countCommonStart(from.data, text);
  const end = countCommonEnd(from.data, text, start);
  from.replaceData(start, from.data.length - start - end, text.slice(start, text.length - end));
}

/** Find for each new node the old one that becomes it, if there is one; both lists keep their order. */
function align(olds, news) {
  const partners = new Array(news.length).fill(null);
  const whole = { oldStart: 0, oldEnd: olds.length, newStart: 0, newEnd: news.length };
  const rest = matchEnds(olds, news, whole, partners);
  // Most changes are of one node, or of none; then nothing needs to be written out as text.
  if (rest.oldStart === rest.oldEnd || rest.newStart === rest.newEnd) return partners;
  const names = { olds: nameAll(olds, rest.oldStart, rest.oldEnd), news: nameAll(news, rest.newStart, rest.newEnd) };
  let { oldStart, newStart } = rest;
  for (const [oldIndex, newIndex] of [...findCertainPairs(names, rest), [rest.oldEnd, rest.newEnd]]) {
    matchAlike(olds, news, names, { oldStart, oldEnd: oldIndex, newStart, newEnd: newIndex }, partners);
    if (newIndex < rest.newEnd) partners[newIndex] = olds[oldIndex];
    [oldStart, newStart] = [oldIndex + 1, newIndex + 1];
  }
  return partners;
}

/** Pair what is equal at both ends, and give what lies between. */
function matchEnds(olds, news, { oldStart, oldEnd, newStart, newEnd }, partners) {
  const isRest = () => oldStart < oldEnd && newStart < newEnd;
  for (; isRest() && isEqual(olds[oldStart], news[newStart]); oldStart += 1, newStart += 1) {
    partners[newStart] = olds[oldStart];
  }
  for (; isRest() && isEqual(olds[oldEnd - 1], news[newEnd - 1]); oldEnd -= 1, newEnd -= 1) {
    partners[newEnd - 1] = olds[oldEnd - 1];
  }
  return { oldStart, oldEnd, newStart, newEnd };
}

/** Name nodes by their kind with their ids, or with all their text; what lies before `start` has no name. */
function nameAll(nodes, start, end) {
  const names = new Array(nodes.length).fill("");
  for (let index = start; index < end; index += 1) {
    const node = nodes[index];
    const id = node instanceof Element && node.getAttribute("id");
    names[index] = node.nodeName + (id ? `#${id}` : `:${node.outerHTML ?? node.data}`);
  }
  return names;
}

/** List the pairs whose name stands once on each side, as many as keep their order. */
function findCertainPairs(names, { oldStart, oldEnd, newStart, newEnd }) {
  const olds = indexOnce(names.olds, oldStart, oldEnd);
  const news = indexOnce(names.news, newStart, newEnd);
  const pairs = [];
  for (const [name, newIndex] of news) {
    const oldIndex = olds.get(name) ?? -1;
    if (newIndex >= 0 && oldIndex >= 0) pairs.push([oldIndex, newIndex]);
  }
  return pickLongestRise(pairs);
}

/** Map each name to the index at which it stands, or to -1 if it stands at several. */
function indexOnce(names, start, end) {
  const indexes = new Map();
  for (let index = start; index < end; index += 1) {
    indexes.set(names[index], indexes.has(names[index]) ? -1 : index);
  }
  return indexes;
}

/** Pick the longest run of pairs that rises on both sides; they come in the order of their second. */
function pickLongestRise(pairs) {
  const ends = [];
  const previous = new Map();
  for (const pair of pairs) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle][0] < pair[0]) low = middle + 1;
      else high = middle;
    }
    previous.set(pair, ends[low - 1]);
    ends[low] = pair;
  }
  const run = [];
  for (let pair = ends.at(-1); pair; pair = previous.get(pair)) run.unshift(pair);
  return run;
}

/** Pair nodes of a kind between two certain pairs, so that they are as like each other as can be. */
function matchAlike(olds, news, names, { oldStart, oldEnd, newStart, newEnd }, partners) {
  const [rows, columns] = [oldEnd - oldStart, newEnd - newStart];
  if (rows === 0 || columns === 0) return;
  const isTooMany = rows * columns > MOST_PAIRS;
  const judge = (row, column) => {
    if (olds[oldStart + row].nodeName !== news[newStart + column].nodeName) return 0;
    // Names begin with the kind, so nodes of a kind are always a little alike: better such a node than none.
    return isTooMany ? 1 : likeness(names.olds[oldStart + row], names.news[newStart + column]);
  };
  const pairs = isTooMany ? pairInOrder(rows, columns, judge) : pairBest(rows, columns, judge);
  for (const [row, column] of pairs) partners[newStart + column] = olds[oldStart + row];
}

/** Pair each column with the first row of its kind that is left. */
function* pairInOrder(rows, columns, judge) {
  let row = 0;
  for (let column = 0; column < columns && row < rows; column += 1) {
    if (judge(row, column) > 0) yield [row++, column];
  }
}

/** Pair rows and columns in order so that the sum of what the pairs are worth is the greatest. */
function* pairBest(rows, columns, judge) {
  // best[row][column] is the sum that can be reached from there on.
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  const worth = Array.from({ length: rows }, (_, row) => Float64Array.from({ length: columns }, (_, column) => judge(row, column)));
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const paired = worth[row][column] > 0 ? worth[row][column] + best[row + 1][column + 1] : 0;
      best[row][column] = Math.max(paired, best[row + 1][column], best[row][column + 1]);
    }
  }
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (best[row][column] === best[row + 1][column]) row += 1;
    else if (best[row][column] === best[row][column + 1]) column += 1;
    else yield [row++, column++];
  }
}

/** Tell how much of two texts is the same at their ends: 0 for nothing, 1 for all. */
function likeness(one, other) {
  const longest = Math.max(one.length, other.length);
  if (longest === 0) return 1;
  const start = countCommonStart(one, other);
  return (start + countCommonEnd(one, other, start)) / longest;
}

function countCommonStart(one, other) {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one[count] === other[count]) count += 1;
  return count;
}

/** Count from the end, without what was counted from the start. */
function countCommonEnd(one, other, start) {
  const most = Math.min(one.length, other.length) - start;
  let count = 0;
  while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count]) count += 1;
  return count;
}
