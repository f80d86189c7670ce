import { pending } from './api/account.js';
import { parting, session } from './api/session.js';
import { fill, h } from './ui/h.js';
import { icon } from './ui/icons.js';
import { choose, language, languages, t, tn } from './words/index.js';

const tabs = [
  ['#/vault', 'vault', 'nav.vault'],
  ['#/waiting', 'gift', 'nav.waiting'],
  ['#/legacies', 'plan', 'nav.legacies'],
  ['#/keeps', 'people', 'nav.keeps'],
];
const none = { keeps: 0, legacy: 0 };
let counts = none;
parting.addEventListener('part', () => { counts = none; });

/** The head of every page. @param {() => void} restart Draws everything anew. */
export function shell(restart) {
  const isInside = session.person !== null;
  document.body.classList.toggle('inside', isInside);
  fill(document.getElementById('top'), h('div.bar',
    h('a.brand', { href: '#/vault' }, h('img', { src: '/app/art/mark.svg', alt: '', width: 32, height: 32 }), 'Keepem'),
    isInside && h('nav', { 'aria-label': t('nav.title') }, h('div.tabs', tabs.map(tab))),
    isInside && h('a.button.small.account', { href: '#/account', 'aria-current': location.hash === '#/account' ? 'page' : null }, icon('self'), h('span', nameOf(session.person))),
    !isInside && tongues(restart)));
}

/** Asks how much waits and shows it in the navigation. */
export async function refreshCounts() {
  try {
    counts = await pending();
  } catch { return; }
  for (const link of document.querySelectorAll('.tabs a')) mark(link);
}

/** Buttons for the languages. */
export function tongues(restart) {
  return h('div.tongues', { role: 'group', 'aria-label': t('language') }, Object.entries(languages).map(([tongue, name]) =>
    h('button', { type: 'button', lang: tongue, 'aria-pressed': String(tongue === language()), onclick: () => { choose(tongue); restart(); } }, tongue.toUpperCase(), h('span.read-only', ` ${name}`))));
}

export const nameOf = (person) => person.public_name || person.username || '';

function tab([hash, drawing, key]) {
  const link = h('a', { href: hash, 'aria-current': isHere(hash) ? 'page' : null }, icon(drawing), h('span', t(key)));
  mark(link);
  return link;
}

function mark(link) {
  link.querySelector('.count')?.remove();
  const count = { '#/waiting': counts.legacy, '#/keeps': counts.keeps }[link.getAttribute('href')] ?? 0;
  if (count > 0) link.append(h('span.count', h('span', { 'aria-hidden': 'true' }, count > 99 ? '99+' : String(count)), h('span.read-only', tn('nav.count', count))));
}

function isHere(hash) {
  const here = location.hash || '#/vault';
  if (hash === '#/vault') return /^#\/(vault|memories|trash)?($|\/)/.test(here) || here === '#/';
  return here.startsWith(hash) || (hash === '#/legacies' && here === '#/plan');
}
