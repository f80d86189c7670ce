import { attestationIn, silenceIn } from '../../conditions/node.js';
import { choice } from '../../ui/form.js';
import { fill, h } from '../../ui/h.js';
import { t } from '../../words/index.js';
import { kindOf } from './draft.js';

const most = 10;

/** Chooses who may speak for the person, where their silence, or the word of others, is planned for. */
export function keepersStep(draft, people, changed) {
  const element = h('div.stack');
  people.showKeepers = show;
  show();
  return { element, show };

  function show() {
    const kind = kindOf(draft);
    const isSought = kind === 'silence' || (kind === 'custom' && silenceIn(draft.tree) !== undefined);
    const attests = kind === 'attested' || (kind === 'custom' && attestationIn(draft.tree) !== undefined);
    const [title, hint] = isSought ? ['keepers.title', 'keepers.hint'] : ['keepers.attestTitle', 'keepers.aliveHint'];
    fill(element, (isSought || attests) && h('fieldset.field', h('legend', t(title, { count: most })), h('p.soft.small', attests && `${t('keepers.attestHint')} `, t(hint)),
      people.friends.length > 0 ? h('div.choices', people.friends.map(keeper)) : h('p.soft', t('plan.noKeeps'))));
    limit();
  }

  function keeper({ id, name, email }) {
    const pick = (event) => {
      if (event.target.checked) draft.keepers.add(id);
      else draft.keepers.delete(id);
      limit();
      changed();
    };
    return choice({ checked: draft.keepers.has(id), onchange: pick }, name, email);
  }

  function limit() {
    for (const box of element.querySelectorAll('input')) box.disabled = !box.checked && draft.keepers.size >= most;
  }
}
