import { memories, memory, noteMemory } from '../api/memories.js';
import { hiding } from '../api/legacies.js';
import { add, queue } from '../uploads/queue.js';
import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { problemBox } from '../ui/form.js';
import { head } from '../ui/page.js';
import { Pictures } from '../ui/pictures.js';
import { shortDay, t, tn } from '../words/index.js';
import { dropping } from './dropping.js';
import { seek } from './sought.js';

/** All memories, newest first; files may be dropped anywhere. */
export function vault(page) {
  const pictures = new Pictures();
  const grid = h('ul.grid', { 'aria-label': t('vault.title') });
  const below = h('div', { 'aria-live': 'polite' });
  const shown = new Set();
  const kept = [];
  let next = 1;
  let leftOut = 0;
  fill(page, head(t('vault.title'), t('vault.lead'), fileButton('button first')), grid, below);
  const undrop = dropping(page, add);
  queue.addEventListener('stored', stored);
  more();
  keptOnes();
  seek(grid);
  return () => {
    pictures.release();
    undrop();
    queue.removeEventListener('stored', stored);
  };

  async function more() {
    fill(below, h('div.spin', { 'aria-hidden': 'true' }), h('span.read-only', t('loading')));
    try {
      const found = await memories(next);
      const cards = found.items.filter((item) => !shown.has(item.id)).map(card);
      grid.append(...cards);
      if (next > 1) cards[0]?.querySelector('a').focus();
      leftOut = Math.max(0, found.total - next * found.size);
      next++;
      foot();
    } catch (problem) {
      if (problem.title === undefined) throw problem;
      fill(below, problemBox(problem, more));
    }
  }

  /** Memories that wait hidden have no name until their legacy ends: the legacy stands for them. */
  async function keptOnes() {
    const plans = await hiding().catch(() => []);
    for (const plan of plans) kept.push(keptCard(plan));
    grid.append(...kept);
    if (next > 1) foot();
  }

  function foot() {
    if (kept.length > 0) grid.append(...kept);
    if (leftOut > 0) fill(below, h('div.row', h('button.button.second', { type: 'button', onclick: more }, tn('vault.more', leftOut))));
    else if (grid.children.length === 0) fill(below, empty());
    else fill(below, h('p', h('a', { href: '#/trash' }, t('trash.title'))));
  }

  async function stored({ detail: id }) {
    const { item } = await memory(id).catch(() => ({}));
    if (!item) return;
    noteMemory(id, item);
    if (shown.has(id)) return;
    grid.prepend(card(item));
    if (leftOut === 0) foot();
  }

  function card(item) {
    shown.add(item.id);
    return h('li', h('a.memory', { href: `#/memories/${item.id}` }, pictures.frame(item), h('span.name', item.title),
      h('span.soft.tiny', item.created_date || shortDay(item.created_ts))));
  }
}

function keptCard(plan) {
  return h('li', h('a.memory', { href: `#/legacies/${plan.id}` }, h('span.thumb.kept', icon('lock')), h('span.name', plan.name),
    h('span.soft.tiny', tn('vault.kept', plan.assets.length))));
}

function empty() {
  return h('div.empty', h('img', { src: '/app/art/empty.svg', alt: '', width: 240, height: 180 }), h('h2', t('vault.emptyTitle')), h('p.soft', t('vault.empty')),
    fileButton('button second'), h('p', h('a', { href: '#/trash' }, t('trash.title'))));
}

function fileButton(look) {
  const input = h('input', { type: 'file', multiple: true, 'aria-label': t('vault.add'), onchange: () => { add([...input.files]); input.value = ''; } });
  return h('span', { class: `${look} file-button` }, icon('plus'), h('span', { 'aria-hidden': 'true' }, t('vault.add')), input);
}
