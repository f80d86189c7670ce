import { session } from '../api/session.js';

const place = 'keepem.wanted';

/** Remembers the page that somebody wanted who has to sign in first. Where whoever was signed in before wanted to go leads only them. */
export function want(hash) {
  if (hash && hash !== '#/') sessionStorage.setItem(place, `${session.last ?? ''} ${hash}`);
}

/** Opens the page that the person wanted before signing in, or the vault. */
export function goInside() {
  const [by, wanted] = (sessionStorage.getItem(place) ?? '').split(' ');
  sessionStorage.removeItem(place);
  location.hash = wanted && (by === '' || by === session.person.id) ? wanted : '#/vault';
}

/** Opens a page. */
export function goTo(hash) {
  location.hash = hash;
}

/** Draws the page anew, as after another language was chosen. */
export function restart() {
  window.dispatchEvent(new Event('keepem:restart'));
}
