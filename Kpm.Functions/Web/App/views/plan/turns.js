import { choice, field } from '../../ui/form.js';
import { fill, h } from '../../ui/h.js';
import { icon } from '../../ui/icons.js';
import { days, t } from '../../words/index.js';
import { canTakeTurns, receiversOf, takesTurns, waitOf } from './draft.js';

/** Chooses whether receivers take turns, how long each has, and their order; where there is somebody to take them. */
export function turnsStep(draft, people, reshape, changed) {
  const order = h('ol.stack.tight', { 'aria-label': t('turn.order') });
  const wait = field(t('turn.wait'), { name: 'in_turn', type: 'number', min: 1, max: 365, step: 1, required: true, inputmode: 'numeric', value: draft.wait, oninput: (event) => { draft.wait = event.target.value; changed(); } });
  const terms = h('div.stack');
  const element = h('div.stack', h('div.choices', choice({ checked: draft.isInTurn, onchange: (event) => { draft.isInTurn = event.target.checked; change(); } }, t('turn.title'), t('turn.hint'))), terms);
  let isShown = false;
  show();
  return { element, show, change };

  /** After receivers were chosen, or turns: with turns, everything that depends on them is drawn anew. */
  function change() {
    const wasShown = isShown;
    show();
    if (isShown === wasShown) changed();
    else reshape();
  }

  function show() {
    isShown = takesTurns(draft);
    element.hidden = !canTakeTurns(draft);
    fill(terms, isShown && [order, wait]);
    list();
  }

  function list(moved, by) {
    const receivers = receiversOf(draft, people.friends);
    fill(order, receivers.map(({ id, name }, at) => {
      const [up, down] = [button(id, 'up', -1, name, at === 0), button(id, 'down', 1, name, at === receivers.length - 1)];
      return h('li.row.between', h('span', `${at + 1}. `, h('b', name)), h('span.row', up, down));
    }));
    if (moved) (order.querySelector(`[data-id="${CSS.escape(moved)}"][data-by="${by}"]:enabled`) ?? order.querySelector(`[data-id="${CSS.escape(moved)}"]:enabled`)).focus();
  }

  function button(id, way, by, name, isAtEnd) {
    return h('button.button.second.round', { type: 'button', 'aria-label': t(`turn.${way}`, { name }), 'data-id': id, 'data-by': by, disabled: isAtEnd, onclick: () => move(id, by) }, icon(way));
  }

  function move(id, by) {
    const ids = receiversOf(draft, people.friends).map((one) => one.id);
    const at = ids.indexOf(id);
    [ids[at], ids[at + by]] = [ids[at + by], ids[at]];
    draft.receivers = new Set(ids);
    list(id, by);
    changed();
  }
}

/** Says whose turn it will be, one after the other; nothing while the wait is missing. */
export function turnsCourse(draft, friends) {
  const wait = waitOf(draft);
  if (wait === null) return null;
  const names = receiversOf(draft, friends).map(({ name }) => name);
  const lines = names.map((who, at) => t(at === 0 ? 'turn.first' : at < names.length - 1 ? 'turn.next' : 'turn.last', { who, before: names[at - 1], days: days(wait) }));
  return h('div.stack.tight', h('h3', t('turn.course')), h('ol.steps', [...lines, t('turn.alone')].map((line) => h('li', line))));
}
