/**
 * Who is signed in. The access token is in memory only: it is gone with the page, and nothing that is stored can use the API. The
 * refresh token is in sessionStorage, so that a reload keeps the person signed in, but neither another tab nor a later day of this
 * browser does; it is replaced with every use, and a copy that is used late ends the session.
 */
const place = 'keepem.refresh';

let access = null;
let person = null;

export const session = {
  get access() { return access; },
  get refresh() { return sessionStorage.getItem(place); },
  get person() { return person; },
  get isOpen() { return access !== null || this.refresh !== null; },

  /** @param {{user_id: string, access_token: string, refresh_token: string}} tokens */
  open(tokens) {
    access = tokens.access_token;
    sessionStorage.setItem(place, tokens.refresh_token);
    if (person?.id !== tokens.user_id) person = { id: tokens.user_id };
  },

  know(account) { person = account; },

  close() {
    access = null;
    person = null;
    sessionStorage.removeItem(place);
  },
};
