import { language, t } from '../words/index.js';
import { presence } from './presence.js';
import { Problem } from './problem.js';
import { session } from './session.js';

const base = '/api/v1';
let renewal = null;

/** Called when the session has ended without the person's wish. */
export const ending = new EventTarget();

/**
 * Asks the API. A token that has run out is renewed once, by one request for all that wait. What one person asked is neither asked again in
 * the name of another who has signed in meanwhile, nor told to them: it fails as without a session.
 * @param {string} method
 * @param {string} path Below the base.
 * @param {{json?: object, form?: object, ifMatch?: string, key?: string, bearer?: string|null, signal?: AbortSignal, epoch?: number}} [options] The epoch when
 *   it was wanted, where that was before.
 * @returns {Promise<Response>}
 */
export async function send(method, path, options = {}) {
  if (options.bearer !== undefined) return answered(await once(method, path, options, options.bearer));
  const { epoch = session.epoch } = options;
  guard(epoch);
  if (session.access === null && session.refresh !== null) await renew();
  guard(epoch);
  const used = session.access;
  const response = await once(method, path, options, used);
  guard(epoch);
  if (response.status !== 401 || used === null || !(await isStale(response))) return answered(response);
  if (session.access === used) await renew();
  guard(epoch);
  const second = await once(method, path, options, session.access);
  guard(epoch);
  return answered(second);
}

/** What a GET answers. */
export async function read(path, options) {
  return (await readWithVersion(path, options)).item;
}

/** What a GET answers, and its version for `If-Match`. */
export async function readWithVersion(path, { signal, epoch = session.epoch } = {}) {
  const response = await send('GET', path, { signal, epoch });
  const item = await response.json();
  guard(epoch);
  return { item, version: response.headers.get('ETag') };
}

/** A POST that may be repeated with the same key. @returns {Promise<string|null>} The `Location`. */
export async function create(path, json, key = crypto.randomUUID(), options = {}) {
  return (await send('POST', path, { ...options, json, key })).headers.get('Location');
}

/** Every item of a list, page by page. */
export async function readAll(path) {
  const items = [];
  for (let page = 1; ; page++) {
    const answer = await read(`${path}${path.includes('?') ? '&' : '?'}size=100&page=${page}`);
    items.push(...answer.items);
    if (answer.items.length === 0 || items.length >= answer.total) return items;
  }
}

/** Gets new tokens for the refresh token that is held; everybody who asks meanwhile waits for the same ones. */
export function renew() {
  const bearer = session.refresh;
  if (renewal?.bearer !== bearer) {
    const mine = { bearer, tokens: trade(bearer).finally(() => { if (renewal === mine) renewal = null; }) };
    renewal = mine;
  }

  return renewal.tokens;
}

/** What went wrong, from an answer that is no success. */
export async function problemOf(response) {
  const told = await response.json().catch(() => ({}));
  return new Problem(response.status, told.code ?? '', told.title ?? t('problem.title'), told.detail ?? t('problem.unknown'), told.errors ?? []);
}

/** The address of a path, as it is sent. */
export const addressOf = (path) => (path.startsWith(base) ? path : base + path);

/** That no answer came. */
export const unreachable = () => new Problem(0, 'unreachable', t('problem.offline'), t('problem.offlineDetail'));

/** @throws {Problem} Another may be signed in by now. */
export function guard(epoch) {
  if (session.epoch !== epoch) throw new Problem(401, 'not_authenticated', t('session.ended'), '');
}

/** What comes back late, when another session is held, changes nothing about that one. */
async function trade(bearer) {
  const response = await once('POST', '/refresh', {}, bearer);
  if (response.ok) {
    const tokens = await response.json();
    if (session.refresh === bearer) session.open(tokens);
    return;
  }

  const problem = await problemOf(response);
  if (session.refresh !== bearer) return;
  if (response.status === 401) {
    session.close();
    ending.dispatchEvent(new Event('end'));
  }

  throw problem;
}

async function once(method, path, { json, form, ifMatch, key, signal }, bearer) {
  const headers = { 'Accept-Language': language(), 'Kpm-Presence': presence() };
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  if (ifMatch) headers['If-Match'] = ifMatch;
  if (key) headers['Idempotency-Key'] = key;
  if (json) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(addressOf(path), { method, headers, signal, body: json ? JSON.stringify(json) : form && new URLSearchParams(form), credentials: 'omit', cache: method === 'GET' ? 'no-cache' : 'no-store' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw unreachable();
  }
}

async function isStale(response) {
  const code = (await response.clone().json().catch(() => ({}))).code;
  return code === 'invalid_token' || code === 'not_authenticated';
}

async function answered(response) {
  if (!response.ok) throw await problemOf(response);
  return response;
}
