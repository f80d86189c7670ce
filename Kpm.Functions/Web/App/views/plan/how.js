import { choice } from '../../ui/form.js';
import { h } from '../../ui/h.js';
import { t } from '../../words/index.js';
import { isOpened } from './draft.js';

/** What happens to the memories, and how they reach the others: most people leave this as it is. */
export function howStep(draft, changed) {
  const [bequest, delivery] = [choices('bequest', ['gift', 'co-ownership', 'copy']), choices('delivery', ['claim', 'automatic'])];
  const element = h('details', h('summary', t('plan.more')), h('div.stack', bequest, delivery,
    choice({ checked: draft.tells, onchange: (event) => { draft.tells = event.target.checked; changed(); } }, t('plan.tell'), t('plan.tellHint'))));
  return { element, show };

  /** Shows what can be chosen. Nothing is drawn anew: whoever is choosing keeps their place. */
  function show() {
    element.hidden = draft.isForMe;
    delivery.hidden = isOpened(draft);
  }

  function choices(field, values) {
    const one = (value) => choice({ type: 'radio', name: field, checked: draft[field] === value, onchange: () => { draft[field] = value; changed(); } }, t(`${field}.${value}`), t(`${field}.${value}Hint`));
    return h('div.choices', { role: 'group', 'aria-label': t(field) }, values.map(one));
  }
}
