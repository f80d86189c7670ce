/**
 * Who is signed in. The access token is in memory only: it is gone with the page, and nothing that is stored can use the API. The
 * refresh token is in sessionStorage, so that a reload keeps the person signed in, but neither another tab nor a later day of this
 * browser does; it is replaced with every use, and a copy that is used late ends the session.
 */
const place = 'keepem.refresh';

let access = null;
let person = null;
let epoch = 0;

export const session = {
  get access() { return access; },
  get refresh() { return sessionStorage.getItem(place); },
  get person() { return person; },
  /** Another number once somebody else may be signed in: what was asked before is theirs no more. */
  get epoch() { return epoch; },
  get isOpen() { return access !== null || this.refresh !== null; },

  /** @param {{user_id: string, access_token: string, refresh_token: string}} tokens */
  open(tokens) {
    access = tokens.access_token;
    sessionStorage.setItem(place, tokens.refresh_token);
    if (person?.id === tokens.user_id) return;
    if (person !== null) epoch++;
    person = { id: tokens.user_id };
  },

  know(account) { person = account; },

  close() {
    epoch++;
    access = null;
    person = null;
    sessionStorage.removeItem(place);
  },
};
