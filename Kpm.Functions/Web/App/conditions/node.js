import { afterOf, blankAfter } from './after.js';
import { attestationOf, blankAttestation } from './attestation.js';
import { blankSilence, silenceOf } from './silence.js';

/**
 * A condition as it is being written: what stands in the fields. A leaf is a date, a window of days, a place, a silence, the word of keepers
 * or a step after another legacy; a group asks for all or any of its members.
 * @typedef {{type: string, date?: string, time?: string, from?: string, until?: string, by?: string, name?: string, latitude?: string,
 *   longitude?: string, radius?: string, period?: string, reminders?: string, every?: string, grace?: string, wait?: string,
 *   legacy?: string, days?: string, count?: string, of?: Node[]}} Node
 */
const fresh = {
  date: () => ({ type: 'date', date: '', time: '09:00' }),
  window: () => ({ type: 'window', from: '', until: '' }),
  place: () => ({ type: 'place', by: 'point', name: '', latitude: '', longitude: '', radius: '100' }),
  inactivity: blankSilence,
  attestation: blankAttestation,
  after: blankAfter,
  all: () => ({ type: 'all', of: [] }),
  any: () => ({ type: 'any', of: [] }),
};

/** An empty one of a kind. @returns {Node} */
export const blank = (type) => fresh[type]();

/** The condition as the API takes it; what is not complete yet is left out, and null when nothing is left. */
export function conditionOf(node) {
  switch (node.type) {
    case 'date': return node.date ? { type: 'date', at: instantOf(node.date, node.time || '00:00') } : null;
    case 'window': return node.from && node.until ? { type: 'window', from: instantOf(node.from, '00:00'), until: instantOf(node.until, '23:59') } : null;
    case 'place': return placeOf(node);
    case 'inactivity': return silenceOf(node);
    case 'attestation': return attestationOf(node);
    case 'after': return afterOf(node);
    case 'always': return { type: 'always' };
    default: return groupOf(node);
  }
}

/** Whether every leaf of it is written: what is left out of a condition must not be left out of a plan. */
export const isWritten = (node) => (node.of ? node.of.length > 0 && node.of.every(isWritten) : conditionOf(node) !== null);

/** A place as one text: a name, or the `geo:` URI of an area. */
export function placeText(condition) {
  return condition.location ?? `geo:${condition.latitude},${condition.longitude};u=${condition.radius}`;
}

/** Whether nothing but somebody at a place can bring it about: of a group, when too few of its members need none. */
export function needsPlace({ type, of, count }) {
  if (!of) return type === 'place';
  const asked = { all: of.length, any: 1, at_least: Number(count) }[type];
  return of.length > 0 && of.filter((member) => !needsPlace(member)).length < asked;
}

/** The silence in it, if there is one; a plan has one at most. */
export const silenceIn = (condition) => leafIn(condition, 'inactivity');

/** The word of keepers in it, if it is asked for; a plan asks for it once at most. */
export const attestationIn = (condition) => leafIn(condition, 'attestation');

/** Whether keepers have something to say about it. */
export const hasKeepers = (condition) => (silenceIn(condition) ?? attestationIn(condition)) !== undefined;

/** The steps after other legacies in it. */
export const stepsIn = (condition) => (condition?.type === 'after' ? [condition] : (condition?.of ?? []).flatMap(stepsIn));

const leafIn = (condition, type) => (condition?.type === type ? condition : (condition?.of ?? []).map((member) => leafIn(member, type)).find((found) => found !== undefined));

/** A date of the fields, in the time zone of this browser. */
export const instantOf = (date, time) => new Date(`${date}T${time}`).getTime();

function placeOf(node) {
  if (node.by === 'name') return node.name.trim() ? { type: 'place', location: node.name.trim() } : null;
  const [latitude, longitude, radius] = [node.latitude, node.longitude, node.radius].map((text) => (text === '' ? NaN : Number(text)));
  return Number.isNaN(latitude + longitude + radius) ? null : { type: 'place', latitude, longitude, radius };
}

function groupOf(node) {
  const of = node.of.map(conditionOf).filter((member) => member !== null);
  return of.length === 0 ? null : { type: node.type, of };
}
