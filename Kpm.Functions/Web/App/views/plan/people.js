import { choice, field, inputOf, problemBox } from '../../ui/form.js';
import { fill, h } from '../../ui/h.js';
import { t } from '../../words/index.js';
import { turnsStep } from './turns.js';

/** Chooses for whom it is: keeps, somebody who has no account, or oneself, later. */
export function peopleStep(draft, people, reshape, changed) {
  const [place, guests, invited] = [h('div.stack'), h('div.stack'), h('div')];
  // Made once, and left where it is: what is being typed stays when the keeps arrive.
  const invitation = invite();
  const turns = turnsStep(draft, people, reshape, changed);
  const mine = (value, title, hint) => choice({ type: 'radio', name: 'whose', checked: draft.isForMe === value, onchange: () => { draft.isForMe = value; show(); reshape(); } }, title, hint);
  people.show = show;
  people.fail = (problem) => fill(place, problemBox(problem));
  show();
  return h('div.stack', h('div.choices', { role: 'group', 'aria-label': t('plan.whose') }, mine(false, t('plan.others'), t('plan.othersHint')), mine(true, t('plan.me'), t('plan.meHint'))), place, guests, invited, turns.element);

  function show() {
    turns.show();
    fill(place, !draft.isForMe && (people.friends.length > 0 ? h('div.choices', { role: 'group', 'aria-label': t('plan.keeps') }, people.friends.map(friend)) : h('p.soft', t('plan.noKeeps'), ' ', h('a', { href: '#/keeps' }, t('keeps.ask')))));
    fill(guests, !draft.isForMe && draft.guests.map(guest));
    if (invited.contains(invitation) === draft.isForMe) fill(invited, !draft.isForMe && invitation);
  }

  function friend({ id, name, email, isUnreachable }) {
    const pick = (event) => {
      if (event.target.checked) draft.receivers.add(id);
      else draft.receivers.delete(id);
      turns.change();
    };
    return choice({ checked: draft.receivers.has(id), onchange: pick }, name, isUnreachable ? t('keeps.unreachable') : email);
  }

  function guest(one) {
    const away = () => { draft.guests.splice(draft.guests.indexOf(one), 1); turns.change(); show(); };
    return h('div.row.between', h('span', h('b', one.name), ' ', h('span.soft.small', one.email)), h('button.button.small.danger', { type: 'button', 'aria-label': t('plan.guestRemove', { name: one.name }), onclick: away }, t('add.remove')));
  }

  function invite() {
    const name = field(t('plan.guestName'), { maxlength: 64, autocomplete: 'off' });
    const email = field(t('email'), { type: 'email', maxlength: 254, autocomplete: 'off' });
    const add = () => {
      const one = { name: inputOf(name).value.trim(), email: inputOf(email).value.trim() };
      const empty = !one.name ? name : !one.email || !inputOf(email).validity.valid ? email : null;
      if (empty) { inputOf(empty).focus(); return; }
      draft.guests.push(one);
      for (const given of [name, email]) inputOf(given).value = '';
      element.open = false;
      summary.focus();
      turns.change();
      show();
    };
    const summary = h('summary', t('plan.guest'));
    const element = h('details', summary, h('div.stack', h('p.soft.small', t('plan.guestHint')), h('div.pair', name, email), h('div', h('button.button.second', { type: 'button', onclick: add }, t('plan.guestAdd')))));
    return element;
  }
}
