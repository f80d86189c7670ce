/** Opens the page that the person wanted before signing in, or the vault. */
export function goInside() {
  const wanted = sessionStorage.getItem('keepem.wanted');
  sessionStorage.removeItem('keepem.wanted');
  location.hash = wanted ?? '#/vault';
}

/** Opens a page. */
export function goTo(hash) {
  location.hash = hash;
}

/** Draws the page anew, as after another language was chosen. */
export function restart() {
  window.dispatchEvent(new Event('keepem:restart'));
}
