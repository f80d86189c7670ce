import { h } from '../ui/h.js';
import { t } from '../words/index.js';
import { blankOf, leafOf, limitsOf } from './figures.js';

/** @type {import('./figures.js').Figures} */
const figures = {
  period: { name: 'period_days', min: 7, max: 3650, usual: 90 },
  reminders: { name: 'reminders', min: 1, max: 12, usual: 3 },
  every: { name: 'reminder_every_days', min: 1, max: 30, usual: 7 },
  grace: { name: 'grace_days', min: 1, max: 90, usual: 14 },
  wait: { name: 'wait_days', min: 1, max: 90, usual: 7 },
};

/** A silence as it is usual, to be written on. */
export const blankSilence = () => blankOf('inactivity', figures);

/** A silence as the API takes it; null while a figure is missing or out of its range. */
export const silenceOf = (node) => leafOf(node, figures);

/** How long, and, folded away, how the person is looked for. */
export function silenceFields(bind) {
  const figure = (key, hint) => bind(key, t(`silence.${key}`), limitsOf(figures[key]), hint);
  return h('div.stack', figure('period', t('silence.periodHint')),
    h('details', h('summary', t('silence.more')), h('div.stack', h('div.pair', figure('reminders'), figure('every')), h('div.pair', figure('grace'), figure('wait')))));
}

/** The days from the first mail that asks the person until the silence is complete. */
export const daysOfAsking = (silence) => silence.reminders * silence.reminder_every_days + silence.grace_days + silence.wait_days;
