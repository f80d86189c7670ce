import { h } from '../../ui/h.js';
import { days, moment, t } from '../../words/index.js';

const oneDay = 864e5;

/** Of a legacy whose receivers take turns: who was passed over, whose turn it is, until when, and who comes after that. Once every wait is over, those who were only late can open it again. */
export function turnsCard(item, { turns }, called) {
  const seen = new Set([...turns.passed_over.map(({ receiver }) => receiver), turns.receiver]);
  const rest = item.receivers.filter((receiver) => !seen.has(receiver));
  const isOpen = item.state === 'active';
  return h('section.card.stack', h('h2', t('turn.title')), isOpen && h('p', h('b', headline(turns, rest, called)), ' ', h('span.soft', t('turn.each', { days: days(turns.wait_days) }))),
    h('ol.steps',
      turns.passed_over.map((passed) => row(called(passed.receiver), passedOver(passed, isOpen), isOpen && passed.again_since)),
      turns.receiver && row(called(turns.receiver), told(item.state, turns, rest), isOpen),
      rest.map((receiver, at) => row(called(receiver), t(!isOpen ? 'turn.untold' : at === 0 && !turns.receiver ? 'turn.comesNext' : 'turn.comes')))));
}

function headline({ receiver, passed_over: passed }, rest, called) {
  if (receiver) return t('turn.now', { who: called(receiver) });
  return passed.length > 0 || rest.length === 0 ? t('turn.between') : t('turn.notYet', { who: called(rest[0]) });
}

/** When and why somebody was passed over, and whether they can open it again. */
function passedOver({ at, reason, again_since: again }, isOpen) {
  return t(isOpen && again ? 'turn.again' : 'turn.passed', { at: moment(at), why: t(`pass.${reason}`), again: again && moment(again) });
}

/** How long the one whose turn it is can open it, or what they did. */
function told(state, turns, rest) {
  const end = turns.since + turns.wait_days * oneDay;
  const [since, until] = [moment(turns.since), moment(end)];
  if (state !== 'active') return t(state === 'inactive' ? 'turn.opened' : 'turn.told', { since });
  if (rest.length === 0) return t('turn.stays', { since });
  return t(end > Date.now() ? 'turn.until' : 'turn.over', { since, until });
}

function row(who, words, isNow = false) {
  return h('li', isNow && { 'aria-current': 'step' }, h('b', who), h('p.soft.small', words));
}
