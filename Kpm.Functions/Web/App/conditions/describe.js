import { day, language, list, moment, t, tn } from '../words/index.js';

const nameless = () => undefined;

/**
 * Says in plain words when a condition holds: "on 24 December 2031 and at “Montserrat”".
 * @param {(reference: string) => string|undefined} [titled] What another legacy is called.
 */
export function describe(condition, titled = nameless, isInside = false) {
  switch (condition.type) {
    case 'date': return elide(t('when.date', { moment: dateOf(condition) }));
    case 'window': return elide(condition.from ? t('when.window', { from: day(condition.from), until: day(condition.until) }) : t('when.someDay'));
    case 'place': return placeWords(condition);
    case 'inactivity': return t('when.silence', { days: condition.period_days });
    case 'attestation': return tn('when.attested', condition.count);
    case 'after': return afterWords(condition.delay_days ?? 0, legacyWords(titled(condition.legacy)));
    case 'all': return group(condition, 'conjunction', titled, isInside);
    case 'any': return group(condition, 'disjunction', titled, isInside);
    case 'at_least': return t('when.atLeast', { count: condition.count, parts: list(condition.of.map((one) => describe(one, titled, true))) });
    default: return t('when.always');
  }
}

/** The few words that stand for a leaf on a timeline. */
export function brief(condition, titled = nameless) {
  if (condition.type === 'place') return condition.location && !condition.location.startsWith('geo:') ? condition.location : t('when.there');
  if (condition.type === 'inactivity') return t('when.briefSilence');
  if (condition.type === 'attestation') return t('when.briefAttested');
  if (condition.type === 'after') return briefAfter(titled(condition.legacy));
  if (condition.type === 'window') return condition.from ? t('when.briefWindow') : t('when.briefSomeDay');
  return condition.type === 'date' ? dateOf(condition) : t('when.always');
}

/** Another legacy in words, by its name if that is known. */
export const legacyWords = (name) => (name ? t('when.titled', { name }) : t('when.another'));

function dateOf(condition) {
  return condition.local ? `${moment(new Date(condition.local))} (${condition.time_zone})` : moment(condition.at);
}

function placeWords({ location, latitude, longitude, radius }) {
  if (latitude === undefined || latitude === null) return t('when.place', { place: location });
  return t('when.point', { latitude, longitude, radius });
}

function afterWords(days, legacy) {
  if (days === 0) return t('when.after', { legacy });
  return days === 1 ? t('when.afterDay', { legacy }) : t('when.afterDays', { days, legacy });
}

const briefAfter = (name) => (name ? t('when.briefAfterTitled', { legacy: legacyWords(name) }) : t('when.briefAfter'));

function group(condition, type, titled, isInside) {
  const words = list(condition.of.map((one) => describe(one, titled, true)), type);
  return isInside && condition.of.length > 1 ? `(${words})` : words;
}

/** In Catalan the article joins a number that begins with a vowel. */
function elide(text) {
  return language() === 'ca' ? text.replace(/\b(d?)el (11?) /g, (_, of, number) => `${of ? 'de ' : ''}l’${number} `) : text;
}
