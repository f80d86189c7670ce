import { addressOf, guard, renew, unreachable } from '../api/client.js';
import { Problem } from '../api/problem.js';
import { session } from '../api/session.js';
import { language, t } from '../words/index.js';

/**
 * Sends bytes and tells how many are gone: `fetch` does not say.
 * @param {string} path
 * @param {Blob|FormData} body
 * @param {{onSent: (bytes: number) => void, signal: AbortSignal, epoch: number, headers?: object}} options The epoch when it was wanted.
 */
export async function sendBytes(path, body, options) {
  guard(options.epoch);
  try {
    await attempt(path, body, options);
  } catch (problem) {
    guard(options.epoch);
    if (problem.status !== 401 || problem.code === 'bad_authorizer_token') throw problem;
    await renew();
    guard(options.epoch);
    await attempt(path, body, options);
  }

  guard(options.epoch);
}

function attempt(path, body, { onSent, signal, headers = {} }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open('PUT', addressOf(path));
    request.setRequestHeader('Authorization', `Bearer ${session.access}`);
    request.setRequestHeader('Accept-Language', language());
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => onSent(event.loaded));
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    request.addEventListener('load', () => (request.status < 300 ? resolve() : reject(problemIn(request))));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    if (signal.aborted) { reject(new DOMException('', 'AbortError')); return; }
    signal.addEventListener('abort', stop);
    request.send(body);
  });
}

function problemIn(request) {
  let told = {};
  try { told = JSON.parse(request.responseText); } catch { /* Whatever stands between may answer something else. */ }
  return new Problem(request.status, told.code ?? '', told.title ?? t('problem.title'), told.detail ?? t('problem.unknown'), told.errors);
}
