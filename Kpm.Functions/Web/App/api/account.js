import { guard, read, renew, send } from './client.js';
import { session } from './session.js';

/** Signs in with an address, a password and, where asked for, a code. An answer that comes when the person has left again, or somebody else is signed in, opens nothing. */
export async function signIn({ email, password, code }) {
  const { epoch } = session;
  const form = { grant_type: 'password', username: email, password, ...(code ? { otp: code } : {}) };
  const response = await send('POST', '/login', { form, bearer: null });
  const tokens = await response.json();
  if (session.epoch !== epoch) await end(tokens.refresh_token);
  guard(epoch);
  session.open(tokens);
  return whoAmI();
}

/** Signs in anew, for what asks for a log-in of a moment ago; the session before it ends. */
export async function signInAgain({ password, code }) {
  const before = session.refresh;
  await signIn({ email: session.person.email, password, code });
  if (before) await end(before);
}

/** Takes up the session of this tab after a reload. */
export async function resume() {
  await renew();
  return whoAmI();
}

export async function whoAmI() {
  const account = await read('/me');
  session.know(account);
  return account;
}

/** Signs out here, even when the API cannot be told. */
export async function signOut() {
  const bearer = session.refresh;
  session.leave();
  if (bearer) await end(bearer);
}

/** The account brings its own id: a repeat makes no second one. */
export const signUp = (account) => send('POST', '/users', { json: account, bearer: null });

export const mailActivation = (email) => send('POST', '/users/activation-mail', { json: { email }, bearer: null });

export const mailPasswordReset = (email) => send('POST', '/users/password-reset-mail', { json: { email }, bearer: null });

/** Mails follow the language of the account. */
export const speak = (language) => send('PATCH', '/me', { json: { language } });

/** How much the person keeps, and may keep, in MB of 1,048,576 bytes. */
export const space = () => read('/me/assets/stats');

export const pending = () => read('/me/pending-actions');

export const sessions = () => read('/me/sessions?size=20');

export const endSession = (id) => send('DELETE', `/me/sessions/${id}`);

function end(bearer) {
  return send('DELETE', '/logout', { bearer }).catch(() => {});
}
