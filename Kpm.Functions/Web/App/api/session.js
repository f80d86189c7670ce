/**
 * Who is signed in. The access token is in memory only: it is gone with the page, and nothing that is stored can use the API. The
 * refresh token is in sessionStorage, so that a reload keeps the person signed in, but neither another tab nor a later day of this
 * browser does; it is replaced with every use, and a copy that is used late ends the session.
 */
const place = 'keepem.refresh';
/** Whose session it is: where somebody was whose session is over by the reload leads nobody else. */
const whose = 'keepem.person';

/** Tells that somebody else may be at the tab: what is kept for whoever was signed in is to be forgotten. */
export const parting = new EventTarget();

let access = null;
let person = null;
let last = sessionStorage.getItem(whose);
let epoch = 0;

export const session = {
  get access() { return access; },
  get refresh() { return sessionStorage.getItem(place); },
  get person() { return person; },
  /** The id of whoever was signed in last on this page, or whose session was still open when it was loaded; null for nobody. */
  get last() { return last; },
  /** Another number once somebody else may be signed in: what was asked before is theirs no more. */
  get epoch() { return epoch; },
  get isOpen() { return access !== null || this.refresh !== null; },

  /** @param {{user_id: string, access_token: string, refresh_token: string}} tokens */
  open(tokens) {
    const { user_id: id } = tokens;
    // After a reload, nobody is known yet whose session goes on.
    const goesOn = person === null ? this.refresh !== null : person.id === id;
    access = tokens.access_token;
    sessionStorage.setItem(place, tokens.refresh_token);
    if (!goesOn) epoch++;
    if (person?.id !== id) person = { id };
    if (last !== null && last !== id) part();
    last = id;
    sessionStorage.setItem(whose, id);
  },

  know(account) { if (account.id === person?.id) person = account; },

  /** Ends it by the wish of the person. */
  leave() {
    part();
    this.close();
  },

  close() {
    epoch++;
    access = null;
    person = null;
    for (const key of [place, whose]) sessionStorage.removeItem(key);
  },
};

function part() {
  parting.dispatchEvent(new Event('part'));
}
