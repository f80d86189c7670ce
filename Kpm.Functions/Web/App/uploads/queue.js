import { parting } from '../api/session.js';
import { Upload } from './upload.js';

/** The files that go into the vault, two at a time; they go on while other pages are open. */
export const queue = new EventTarget();

/** @type {Upload[]} */
let uploads = [];
const lanes = 2;

export const all = () => uploads;

/** @param {Iterable<File>} files */
export function add(files) {
  for (const file of files) uploads.push(new Upload(file, changed));
  next();
}

export function again(upload) {
  upload.again();
  next();
}

export function cancel(upload) {
  upload.cancel();
  uploads = uploads.filter((other) => other !== upload);
  tell('change');
}

/** Forgets what is over. */
export function clear() {
  uploads = uploads.filter((upload) => upload.state !== 'done' && upload.state !== 'failed');
  tell('change');
}

/** Forgets what went well, once all of it has. */
export function settle() {
  if (uploads.every((upload) => upload.state === 'done')) clear();
}

/** Stops everything, as when the session ends. */
export function stop() {
  for (const upload of uploads) if (upload.state !== 'done') upload.cancel();
  uploads = [];
  tell('change');
}

parting.addEventListener('part', stop);

export const isBusy = () => uploads.some((upload) => ['waiting', 'sending', 'offline'].includes(upload.state));

function next() {
  tell('change');
  const busy = uploads.filter((upload) => upload.state === 'sending' || upload.state === 'offline').length;
  for (const upload of uploads.filter((one) => one.state === 'waiting').slice(0, lanes - busy)) upload.run().finally(next);
}

function changed(upload) {
  tell('change');
  if (upload.state === 'done') queue.dispatchEvent(new CustomEvent('stored', { detail: upload.asset }));
}

function tell(what) {
  queue.dispatchEvent(new Event(what));
}
