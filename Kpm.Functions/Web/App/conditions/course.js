import { h } from '../ui/h.js';
import { day, days, t, tn } from '../words/index.js';
import { daysOfAsking } from './silence.js';

const oneDay = 864e5;

/** Says step by step what a silence brings about. @param {object} silence As the API has it. @param {number} keepers How many watch over it. @param {boolean} isAlone Whether nothing else is asked for: then it is known when it can be at the earliest. */
export function course(silence, keepers, isAlone, now = Date.now()) {
  const [period, every, grace, wait] = [silence.period_days, silence.reminder_every_days, silence.grace_days, silence.wait_days].map(days);
  const earliest = now + (silence.period_days + daysOfAsking(silence)) * oneDay;
  const steps = [
    tn('silence.asked', silence.reminders, { period, every }),
    keepers > 0 ? tn('silence.keepers', keepers, { grace }) : t('silence.noKeepers', { grace }),
    t('silence.last', { wait }),
    t('silence.stop'),
    isAlone ? t('silence.earliest', { day: day(earliest) }) : t('silence.afterRest'),
  ];
  return h('div.stack.tight', h('h3', t('silence.course')), h('ol.steps', steps.map((step) => h('li', step))));
}
