import { day, language, list, moment, t } from '../words/index.js';

/** Says in plain words when a condition holds: "on 24 December 2031 and at “Montserrat”". */
export function describe(condition, isInside = false) {
  switch (condition.type) {
    case 'date': return elide(t('when.date', { moment: dateOf(condition) }));
    case 'window': return elide(condition.from ? t('when.window', { from: day(condition.from), until: day(condition.until) }) : t('when.someDay'));
    case 'place': return placeWords(condition);
    case 'inactivity': return t('when.silence', { days: condition.period_days });
    case 'after': return afterWords(condition.delay_days ?? 0);
    case 'all': return group(condition, 'conjunction', isInside);
    case 'any': return group(condition, 'disjunction', isInside);
    case 'at_least': return t('when.atLeast', { count: condition.count, parts: list(condition.of.map((one) => describe(one, true))) });
    default: return t('when.always');
  }
}

/** The few words that stand for a leaf on a timeline. */
export function brief(condition) {
  if (condition.type === 'place') return condition.location && !condition.location.startsWith('geo:') ? condition.location : t('when.there');
  if (condition.type === 'inactivity') return t('when.briefSilence');
  if (condition.type === 'after') return t('when.briefAfter');
  if (condition.type === 'window') return condition.from ? t('when.briefWindow') : t('when.briefSomeDay');
  return condition.type === 'date' ? dateOf(condition) : t('when.always');
}

function dateOf(condition) {
  return condition.local ? `${moment(new Date(condition.local))} (${condition.time_zone})` : moment(condition.at);
}

function placeWords({ location, latitude, longitude, radius }) {
  if (latitude === undefined || latitude === null) return t('when.place', { place: location });
  return t('when.point', { latitude, longitude, radius });
}

function afterWords(days) {
  if (days === 0) return t('when.after');
  return days === 1 ? t('when.afterDay') : t('when.afterDays', { days });
}

function group(condition, type, isInside) {
  const words = list(condition.of.map((one) => describe(one, true)), type);
  return isInside && condition.of.length > 1 ? `(${words})` : words;
}

/** In Catalan the article joins a number that begins with a vowel. */
function elide(text) {
  return language() === 'ca' ? text.replace(/\b(d?)el (11?) /g, (_, of, number) => `${of ? 'de ' : ''}l’${number} `) : text;
}
