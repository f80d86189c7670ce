import { h, s } from '../ui/h.js';
import { day, t } from '../words/index.js';
import { brief, describe } from './describe.js';

const width = 360;
const left = 14;
const right = width - 14;
const row = 50;

/**
 * Draws a condition on a line from today on: each leaf in a lane of its own, broken while it waits and whole from when it holds. The
 * same is there as a list for those who do not see it.
 * @param {(reference: string) => string|undefined} titled What another legacy is called.
 */
export function timeline(condition, titled, now = Date.now()) {
  const lanes = flatten(condition);
  const instants = lanes.flatMap(({ leaf }) => [instantOf(leaf), leaf.until]).filter((instant) => instant > now);
  const last = Math.max(now, ...instants);
  const at = (instant) => (last === now ? left : left + (Math.min(Math.max(instant, now), last) - now) / (last - now) * (right - left - 60));
  const height = lanes.length * row + 34;
  const drawing = s('svg.line', { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', focusable: 'false' },
    s('line', { class: 'axis', x1: left, x2: right, y1: 12, y2: 12 }),
    s('circle', { class: 'ring', cx: left, cy: 12, r: 5 }),
    s('text', { class: 'faint', x: left - 6, y: 34 }, t('today')),
    last > now && [s('circle', { class: 'ring', cx: at(last), cy: 12, r: 5 }), s('text', { class: 'faint', x: at(last) + 6, y: 34, 'text-anchor': at(last) > 120 ? 'end' : 'start' }, day(last))],
    lanes.map((lane, index) => draw(lane, titled, 34 + index * row, at, now)));
  return h('figure', { class: 'timeline', 'aria-label': t('timeline') }, drawing, h('ol.read-only', lanes.map(({ leaf, title }) => h('li', title ?? describe(leaf, titled)))));
}

function draw({ leaf, title, depth }, titled, top, at, now) {
  const x = left + depth * 12;
  if (title) return s('text', { x: x - 6, y: top + 38, class: 'faint' }, title);
  const y = top + 36;
  const label = s('text', { x: x - 6, y: top + 22 }, cut(brief(leaf, titled), 40));
  if (['place', 'inactivity', 'attestation', 'after'].includes(leaf.type)) {
    const found = leaf.met === true;
    return [label, s('line', { class: 'lane', x1: x, x2: right - 12, y1: y, y2: y }), s('circle', { class: found ? 'met' : 'ring', cx: right - 6, cy: y, r: 6 })];
  }

  if (leaf.type === 'window') {
    const [from, until] = leaf.from ? [at(leaf.from), at(leaf.until)] : [at(now + 30 * 864e5), right];
    return [label, s('line', { class: 'lane', x1: x, x2: right, y1: y, y2: y }), s('rect', { class: 'span', x: from, y: y - 6, width: Math.max(12, until - from), height: 12, rx: 6 })];
  }

  const point = Math.max(x, at(instantOf(leaf) ?? now));
  return [label, s('line', { class: 'lane', x1: x, x2: point, y1: y, y2: y }), s('line', { class: 'axis', x1: point, x2: right, y1: y, y2: y }), s('circle', { class: leaf.met ? 'met' : 'dot', cx: point, cy: y, r: 7 })];
}

/** Leaves, and the titles of groups that have several members. */
function flatten(condition, depth = 0) {
  if (!condition.of) return [{ leaf: condition, depth }];
  if (condition.of.length === 1) return flatten(condition.of[0], depth);
  const title = t(`group.${condition.type}`, { count: condition.count });
  return [{ leaf: {}, title, depth }, ...condition.of.flatMap((one) => flatten(one, depth + 1))];
}

function instantOf(leaf) {
  return leaf.at ?? (leaf.local ? new Date(leaf.local).getTime() : leaf.from);
}

function cut(text, length) {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
