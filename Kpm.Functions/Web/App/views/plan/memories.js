import { memories } from '../../api/memories.js';
import { problemBox } from '../../ui/form.js';
import { fill, h } from '../../ui/h.js';
import { t, tn } from '../../words/index.js';

/** Chooses what is left behind. */
export function memoriesStep(draft, pictures, changed) {
  const list = h('div.pick', { role: 'group', 'aria-label': t('plan.what') });
  const below = h('div');
  let page = 1;
  more();
  return h('div.stack', list, below);

  async function more() {
    fill(below, h('span.read-only', { role: 'status' }, t('loading')));
    try {
      const found = await memories(page, 48);
      list.append(...found.items.map(option));
      const left = Math.max(0, found.total - page * found.size);
      page++;
      if (list.children.length === 0) fill(below, h('p.soft', t('plan.noMemories'), ' ', h('a', { href: '#/vault' }, t('vault.add'))));
      else fill(below, left > 0 && h('button.button.second', { type: 'button', onclick: more }, tn('vault.more', left)));
    } catch (problem) {
      if (problem.title === undefined) throw problem;
      fill(below, problemBox(problem, more));
    }
  }

  function option(item) {
    const pick = (event) => {
      if (event.target.checked) draft.memories.add(item.id);
      else draft.memories.delete(item.id);
      changed();
    };
    return h('label', h('input', { type: 'checkbox', checked: draft.memories.has(item.id), onchange: pick }), pictures.frame(item), h('span.name', item.title));
  }
}
