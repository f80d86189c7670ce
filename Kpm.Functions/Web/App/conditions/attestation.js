import { h } from '../ui/h.js';
import { days, t, tn } from '../words/index.js';
import { blankOf, leafOf, limitsOf } from './figures.js';

/** @type {import('./figures.js').Figures} */
const figures = {
  count: { name: 'count', min: 1, max: 10, usual: 2 },
  wait: { name: 'wait_days', min: 1, max: 90, usual: 14 },
};

/** An attestation as it is usual, to be written on. */
export const blankAttestation = () => blankOf('attestation', figures);

/** An attestation as the API takes it; null while a figure is missing or out of its range. */
export const attestationOf = (node) => leafOf(node, figures);

/** How many keepers must say so, and how long the person has to answer. */
export function attestationFields(bind) {
  const figure = (key) => bind(key, t(`attest.${key}`), limitsOf(figures[key]), t(`attest.${key}Hint`));
  return h('div.pair', figure('count'), figure('wait'));
}

/** Says step by step what the word of keepers brings about. @param {object} attestation As the API has it. @param {number} keepers How many watch over it. */
export function attestationCourse({ count, wait_days: wait }, keepers) {
  const steps = [tn('attest.said', count), t('attest.warned', { wait: days(wait) }), t('attest.refute'), keepers < count && tn('attest.tooFew', count)];
  return h('div.stack.tight', h('h3', t('attest.course')), h('ol.steps', steps.filter(Boolean).map((step) => h('li', step))));
}
