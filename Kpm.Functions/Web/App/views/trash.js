import { restore, trashed } from '../api/memories.js';
import { fill, h } from '../ui/h.js';
import { icon, kindOf } from '../ui/icons.js';
import { act, head, load } from '../ui/page.js';
import { notice } from '../ui/notices.js';
import { day, t } from '../words/index.js';

/** What was removed and may be taken back. */
export function trash(page) {
  const place = h('div');
  fill(page, h('a.button.small.crumb', { href: '#/vault' }, icon('back'), t('vault.title')), head(t('trash.title'), t('trash.lead')), place);
  load(place, trashed, (items) => (items.length === 0 ? nothing() : h('ul.list', items.map(row))));

  function row(item) {
    const trouble = h('div');
    const line = h('li.card.item', h('span.badge', icon(kindOf(item.file_type))),
      h('div', h('b', item.title), h('p.soft.small', t('trash.until', { day: day(item.shred_ts) })), trouble),
      h('button.button.second', { type: 'button', 'aria-label': t('trash.restoreOne', { title: item.title }), onclick: act(trouble, back) }, t('trash.restore')));
    return line;

    async function back() {
      await restore(item.id);
      const next = line.nextElementSibling ?? line.previousElementSibling;
      line.remove();
      if (next === null) fill(place, nothing());
      (next?.querySelector('button') ?? page.querySelector('h1')).focus();
      notice(t('trash.restored', { title: item.title }));
    }
  }
}

function nothing() {
  return h('div.empty.quiet', h('p.soft', t('trash.empty')));
}
