import { inputOf, select } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { load } from '../ui/page.js';
import { days, t } from '../words/index.js';
import { legacyWords } from './describe.js';

const most = 3650;

/** A step that is not written yet: a month later. */
export const blankAfter = () => ({ type: 'after', legacy: '', days: '30' });

/** A step as the API takes it; null while the legacy or the days are missing. */
export function afterOf(node) {
  const delay = node.days === '' ? NaN : Number(node.days);
  return node.legacy && Number.isInteger(delay) && delay >= 0 && delay <= most ? { type: 'after', legacy: node.legacy, delay_days: delay } : null;
}

/**
 * Chooses the legacy that comes before, and the days in between.
 * @param {{known: object[]|null, find: () => Promise<object[]>}} others The person's own legacies that it may be.
 */
export function afterFields(node, bind, changed, others) {
  const place = h('div');
  const element = h('div.stack', place, bind('days', t('step.days'), { type: 'number', min: 0, max: most, step: 1, required: true, inputmode: 'numeric' }, t('step.daysHint')));
  if (others.known) fill(place, choose(others.known));
  else load(place, others.find, (found) => { changed(); return choose(found); }).then(begin);
  return element;

  /** Whoever was sent to the days while the legacies were looked up begins with those. */
  function begin() {
    if (element.contains(document.activeElement)) inputOf(place)?.focus();
  }

  function choose(found) {
    if (found.length === 0) return h('p.soft', t('step.none'));
    const options = found.map(({ id, name, state }) => [id, state === 'inactive' ? t('step.delivered', { name }) : name]);
    const which = select(t('step.which'), { required: true, onchange: (event) => { node.legacy = event.target.value; changed(); } }, [['', t('step.choose')], ...options]);
    inputOf(which).value = node.legacy;
    return which;
  }
}

/**
 * Says of each step what comes before, and what happens then.
 * @param {object[]} steps As the API has them.
 * @param {(reference: string) => object|undefined} find The legacy of a reference.
 * @param {'claim'|'automatic'|'part'} then What a step brings about: it opens, it arrives, or one condition of several holds.
 */
export function afterCourse(steps, find, then) {
  return h('div.stack.tight', h('h3', t('step.course')), steps.map((step) => h('ol.steps', linesOf(step, find(step.legacy), then).map((line) => h('li', line)))));
}

function linesOf(step, before, then) {
  const [legacy, isDelivered] = [legacyWords(before?.name), before?.state === 'inactive'];
  const when = step.delay_days === 0 ? t('step.atOnce') : t('step.later', { days: days(step.delay_days) });
  return [t(isDelivered ? 'step.done' : 'step.first', { legacy }), t(`step.${then}`, { when }), !isDelivered && t('step.stop', { legacy })].filter(Boolean);
}
