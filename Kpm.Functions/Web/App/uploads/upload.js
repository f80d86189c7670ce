import { create, read } from '../api/client.js';
import { announce } from '../api/memories.js';
import { session } from '../api/session.js';
import { find, forget, nameOf, note } from './journal.js';
import { giveUp, partSize, sendParts } from './parts.js';
import { patiently } from './patience.js';
import { sendBytes } from './send.js';

/**
 * Who sends what in parts; whoever failed holds it until another one goes on with it. The same file, chosen twice, is sent twice: whoever
 * gives one up means only that one.
 * @type {Map<string, Upload>}
 */
const underWay = new Map();

/** One file on its way into the vault of whoever chose it: nothing of it is sent once somebody else may be signed in. */
export class Upload {
  #stop = new AbortController();
  #asker = { epoch: session.epoch, signal: this.#stop.signal };
  #id = crypto.randomUUID();
  #path = null;
  #wasAsked = false;
  #isAnnounced = false;

  /** @param {File} file @param {(upload: Upload) => void} onChange */
  constructor(file, onChange) {
    this.file = file;
    this.state = 'waiting';
    this.sent = 0;
    this.problem = null;
    this.onChange = onChange;
  }

  /** The id of the memory that it becomes. */
  get asset() { return this.#id; }

  get isOver() { return ['done', 'failed', 'cancelled'].includes(this.state); }

  get part() { return this.file.size === 0 ? 1 : Math.min(1, this.sent / this.file.size); }

  async run() {
    this.#be('sending');
    try {
      await (this.file.size > partSize ? this.#inParts() : this.#atOnce());
      this.sent = this.file.size;
      this.#be('done');
    } catch (problem) {
      if (this.#stop.signal.aborted) return;
      this.problem = problem;
      this.#be('failed');
    }
  }

  /** Tries again from where it stopped. */
  again() {
    this.problem = null;
    this.#be('waiting');
  }

  cancel() {
    this.#stop.abort();
    if (this.#path && this.#isFree(this.#path)) {
      underWay.delete(this.#path);
      giveUp(this.#path, this.#asker.epoch);
    }

    this.#be('cancelled');
  }

  async #atOnce() {
    await this.#patiently(async () => {
      const place = await this.#placeForFile();
      if (place === null) return;
      const body = new FormData();
      body.append('file', new File([this.file], this.file.name, { type: this.#type }));
      await sendBytes(place, body, { ...this.#asker, onSent: (bytes) => this.#move(Math.min(bytes, this.file.size)) });
    });
  }

  async #inParts() {
    const name = await nameOf(this.file);
    if (this.#path !== null && !await this.#goesOn()) this.#beNew();
    this.#path ??= await this.#begun(name);
    if (this.#path === null) {
      this.#path = await this.#patiently(() => this.#open());
      note(name, this.#id, this.#path);
    }

    underWay.set(this.#path, this);
    await sendParts(this.file, this.#path, { ...this.#options, onSent: (bytes) => this.#move(bytes) });
    underWay.delete(this.#path);
    forget(name, this.#path);
  }

  /** Whether it can go on where it stopped: nobody else does, and its parts are still there. */
  async #goesOn() {
    const state = await this.#stateOf(this.#path);
    return this.#isFree(this.#path) && ['open', 'completing', 'completed'].includes(state);
  }

  #isFree(path) { return (underWay.get(path) ?? this) === this; }

  #beNew() {
    this.#path = null;
    this.#id = crypto.randomUUID();
    this.#wasAsked = false;
    this.#isAnnounced = false;
    this.sent = 0;
  }

  /** Where an upload stands; undefined when nobody knows it any more. */
  async #stateOf(path) {
    const upload = await this.#patiently(() => read(path, this.#asker)).catch((problem) => (problem.isPassing ? Promise.reject(problem) : undefined));
    return upload?.state;
  }

  async #begun(name) {
    const entry = find(name);
    if (entry === null) return null;
    const state = await this.#stateOf(entry.path);
    if ((state !== 'open' && state !== 'completing') || !(underWay.get(entry.path)?.isOver ?? true)) return null;
    underWay.set(entry.path, this);
    this.#id = entry.asset;
    return entry.path;
  }

  async #open() {
    const place = await this.#placeForFile();
    const [path, token] = place.split('?');
    return create(`${path.replace(/\/file$/, '/uploads')}?${token}`, { file_name: this.file.name, file_type: this.#type }, `${this.#id}-${Date.now()}`, this.#asker);
  }

  /** Where to put the file; null when it arrived, and only the answer was lost. */
  async #placeForFile() {
    if (!this.#isAnnounced) {
      const isFirst = !this.#wasAsked;
      this.#wasAsked = true;
      const place = await this.#announce();
      this.#isAnnounced = true;
      // A repeat brings the answer of the first time, and that place is open for half a minute only.
      if (isFirst) return place;
    }

    const { state, upload_path: path } = await read(`/assets/${this.#id}`, this.#asker);
    return state === 'active' ? null : path;
  }

  #announce() {
    return announce({
      id: this.#id, title: titleOf(this.file.name), description: '', file_type: this.#type, file_name: this.file.name, file_size_bytes: this.file.size,
    }, this.#asker);
  }

  get #type() { return (this.file.type || 'application/octet-stream').split(';')[0]; }

  get #options() { return { ...this.#asker, onWait: (waits) => this.#be(waits ? 'offline' : 'sending') }; }

  #patiently(deed) { return patiently(deed, this.#options); }

  #move(bytes) {
    this.sent = bytes;
    this.#be('sending');
  }

  #be(state) {
    this.state = state;
    this.onChange(this);
  }
}

/** The name of a file as a title: without its ending, blanks instead of marks. */
export function titleOf(name) {
  const bare = name.replace(/\.[^.]{1,8}$/, '').replace(/[_\s]+/g, ' ').trim();
  return (bare || name).slice(0, 64);
}
