import ca from './ca.js';
import en from './en.js';
import es from './es.js';

/** The languages of Keepem, each with its own name for itself. */
export const languages = { ca: 'Català', es: 'Español', en: 'English' };
const words = { ca, es, en };
const place = 'keepem.language';

let current = chosen();

/** The language on the page. */
export const language = () => current;

/** Keeps another language for this browser. */
export function choose(tongue) {
  current = tongue;
  try { localStorage.setItem(place, tongue); } catch { /* The choice lasts as long as the page. */ }
  dress();
}

/** Says on the page which language it is in. */
export function dress() {
  document.documentElement.lang = current;
}

/** A text with its blanks filled: `{name}`. */
export function t(key, blanks = {}) {
  const text = words[current][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => blanks[name] ?? whole);
}

/** A text for a count: the key with `.one` or `.other`. */
export function tn(key, count, blanks = {}) {
  const form = new Intl.PluralRules(current).select(count) === 'one' ? 'one' : 'other';
  return t(`${key}.${form}`, { count: new Intl.NumberFormat(current).format(count), ...blanks });
}

/** A day in words, such as 24 December 2031. */
export const day = (instant) => new Intl.DateTimeFormat(regional(), { dateStyle: 'long' }).format(instant);

/** A day in few characters, such as 24 Dec 2031. */
export const shortDay = (instant) => new Intl.DateTimeFormat(regional(), { dateStyle: 'medium' }).format(instant);

/** A day and its time. */
export const moment = (instant) => new Intl.DateTimeFormat(regional(), { dateStyle: 'long', timeStyle: 'short' }).format(instant);

/** So many days, as one says them. */
export const days = (count) => new Intl.NumberFormat(current, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(count);

/** Several things as one says them: a, b and c. */
export const list = (parts, type = 'conjunction') => new Intl.ListFormat(current, { type }).format(parts);

/** A text as a sentence begins. */
export const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A size as people say it. */
export function size(bytes) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1000)));
  return new Intl.NumberFormat(current, { style: 'unit', unit: units[step], maximumFractionDigits: step > 1 ? 1 : 0 }).format(bytes / 1000 ** step);
}

function regional() {
  return current === 'en' ? 'en-GB' : current;
}

function chosen() {
  let kept = null;
  try { kept = localStorage.getItem(place); } catch { /* A browser that keeps nothing. */ }
  if (kept in words) return kept;
  return navigator.languages.map((tongue) => tongue.slice(0, 2).toLowerCase()).find((tongue) => tongue in words) ?? 'en';
}
