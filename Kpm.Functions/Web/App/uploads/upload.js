import { create, read } from '../api/client.js';
import { announce } from '../api/memories.js';
import { session } from '../api/session.js';
import { find, forget, nameOf, note } from './journal.js';
import { giveUp, partSize, sendParts } from './parts.js';
import { patiently } from './patience.js';
import { sendBytes } from './send.js';

/** What is being sent in parts. The same file, chosen twice, is sent twice: whoever gives one up means only that one. */
const underWay = new Set();

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
    if (this.#path) giveUp(this.#path, this.#asker.epoch);
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
    this.#path ??= await this.#begun(name);
    if (this.#path === null) {
      this.#path = await this.#patiently(() => this.#open());
      note(name, this.#id, this.#path);
    }

    underWay.add(this.#path);
    try {
      await sendParts(this.file, this.#path, { ...this.#options, onSent: (bytes) => this.#move(bytes) });
    } finally {
      underWay.delete(this.#path);
    }

    forget(name, this.#path);
  }

  async #begun(name) {
    const entry = find(name);
    if (entry === null) return null;
    const upload = await this.#patiently(() => read(entry.path, this.#asker)).catch((problem) => (problem.isPassing ? Promise.reject(problem) : null));
    if ((upload?.state !== 'open' && upload?.state !== 'completing') || underWay.has(entry.path)) return null;
    underWay.add(entry.path);
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
