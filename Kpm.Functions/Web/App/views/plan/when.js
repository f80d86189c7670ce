import { editor } from '../../conditions/editor.js';
import { fields } from '../../conditions/fields.js';
import { choice } from '../../ui/form.js';
import { h } from '../../ui/h.js';
import { t } from '../../words/index.js';
import { kindOf, kinds } from './draft.js';
import { keepersStep } from './keepers.js';

/** Chooses the kind of legacy, and its date or place. */
export function whenStep(draft, people, others, reshape, changed) {
  const kind = kindOf(draft);
  const pick = (value) => choice({ type: 'radio', name: 'kind', value, checked: kind === value, onchange: () => { draft.kind = value; reshape(); document.querySelector(`input[name=kind][value=${value}]`).focus(); } }, t(`kind.${value}`), t(`kind.${value}Hint`));
  return [!draft.isForMe && h('div.choices', { role: 'group', 'aria-label': t('plan.kind') }, kinds.map(pick)), termsOf(kind)];

  function termsOf(chosen) {
    switch (chosen) {
      case 'date': return fields(draft.date, changed);
      case 'bottle': return bottle();
      case 'place': return fields(draft.place, changed);
      case 'capsule': return h('div.stack', fields(draft.date, changed), fields(draft.place, changed));
      case 'silence': return h('div.stack', fields(draft.silence, changed), keepersStep(draft, people, changed).element);
      case 'attested': return h('div.stack', fields(draft.attestation, changed), keepersStep(draft, people, changed).element);
      case 'step': return fields(draft.step, changed, others);
      case 'custom': return custom();
      default: return null;
    }
  }

  function custom() {
    const keepers = keepersStep(draft, people, changed);
    const change = () => { keepers.show(); changed(); };
    return h('div.stack', editor(draft.tree, others, change), keepers.element,
      choice({ checked: draft.hides, onchange: (event) => { draft.hides = event.target.checked; changed(); } }, t('plan.hide'), t('plan.hideHint')));
  }

  function bottle() {
    const any = choice({ checked: draft.isAnyDay, onchange: (event) => { draft.isAnyDay = event.target.checked; reshape(); } }, t('kind.anyDay'), t('kind.anyDayHint'));
    return h('div.stack', any, !draft.isAnyDay && fields(draft.window, changed));
  }
}
