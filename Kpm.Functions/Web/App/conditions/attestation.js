import { h } from '../ui/h.js';
import { days, t, tn } from '../words/index.js';

/** The figures of an attestation: their names for the API, the least and the most that it takes, and what is usual. */
const figures = {
  count: { name: 'count', min: 1, max: 10, usual: 2 },
  wait: { name: 'wait_days', min: 1, max: 90, usual: 14 },
};

/** An attestation as it is usual, to be written on. */
export const blankAttestation = () => ({ type: 'attestation', ...Object.fromEntries(Object.entries(figures).map(([key, { usual }]) => [key, String(usual)])) });

/** An attestation as the API takes it; null while a figure is missing or out of its range. */
export function attestationOf(node) {
  const all = Object.entries(figures).map(([key, { name, min, max }]) => ({ name, min, max, value: node[key] === '' ? NaN : Number(node[key]) }));
  if (!all.every(({ min, max, value }) => Number.isInteger(value) && value >= min && value <= max)) return null;
  return { type: 'attestation', ...Object.fromEntries(all.map(({ name, value }) => [name, value])) };
}

/** How many keepers must say so, and how long the person has to answer. */
export function attestationFields(bind) {
  const figure = (key) => bind(key, t(`attest.${key}`), { type: 'number', min: figures[key].min, max: figures[key].max, step: 1, required: true, inputmode: 'numeric' }, t(`attest.${key}Hint`));
  return h('div.pair', figure('count'), figure('wait'));
}

/** Says step by step what the word of keepers brings about. @param {object} attestation As the API has it. @param {number} keepers How many watch over it. */
export function attestationCourse({ count, wait_days: wait }, keepers) {
  const steps = [tn('attest.said', count), t('attest.warned', { wait: days(wait) }), t('attest.refute'), keepers < count && tn('attest.tooFew', count)];
  return h('div.stack.tight', h('h3', t('attest.course')), h('ol.steps', steps.filter(Boolean).map((step) => h('li', step))));
}
