import { choice } from '../../ui/form.js';
import { h } from '../../ui/h.js';
import { t } from '../../words/index.js';
import { isOpened } from './draft.js';

/** What happens to the memories, and how they reach the others: most people leave this as it is. */
export function how(draft, changed) {
  if (draft.isForMe) return null;
  const one = (field, value) => choice({ type: 'radio', name: field, checked: draft[field] === value, onchange: () => { draft[field] = value; changed(); } }, t(`${field}.${value}`), t(`${field}.${value}Hint`));
  return h('details', h('summary', t('plan.more')), h('div.stack',
    h('div.choices', { role: 'group', 'aria-label': t('bequest') }, ['gift', 'co-ownership', 'copy'].map((value) => one('bequest', value))),
    !isOpened(draft) && h('div.choices', { role: 'group', 'aria-label': t('delivery') }, ['claim', 'automatic'].map((value) => one('delivery', value))),
    choice({ checked: draft.tells, onchange: (event) => { draft.tells = event.target.checked; changed(); } }, t('plan.tell'), t('plan.tellHint'))));
}
