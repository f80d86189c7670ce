import { thumbnail } from '../api/memories.js';
import { h } from './h.js';
import { icon, kindOf } from './icons.js';

/** Thumbnails of a page: asked for when they come near the screen, let go with the page. */
export class Pictures {
  #addresses = new Set();
  #gone = new AbortController();
  #watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.#watcher.unobserve(target);
      this.#load(target);
    }
  }, { rootMargin: '300px' });

  #items = new WeakMap();

  /** The frame of a memory's picture; the drawing of its kind where there is none. */
  frame(item) {
    const frame = h('span.thumb', icon(kindOf(item.file_type)));
    if (item.thumbnail_path !== null || item.file_type.startsWith('image/')) {
      this.#items.set(frame, item);
      this.#watcher.observe(frame);
    }

    return frame;
  }

  /** Shows a blob until the page goes. */
  address(blob) {
    const address = URL.createObjectURL(blob);
    if (this.#gone.signal.aborted) URL.revokeObjectURL(address);
    else this.#addresses.add(address);
    return address;
  }

  get signal() { return this.#gone.signal; }

  /** Frees what the page showed. */
  release() {
    this.#gone.abort();
    this.#watcher.disconnect();
    for (const address of this.#addresses) URL.revokeObjectURL(address);
    this.#addresses.clear();
  }

  /** A new picture has its thumbnail a moment after its upload. */
  async #load(frame, attempt = 0) {
    try {
      const blob = await thumbnail(this.#items.get(frame).id, this.signal);
      if (!this.signal.aborted) frame.replaceChildren(h('img', { src: this.address(blob), alt: '' }));
    } catch (problem) {
      if (problem.status === 404 && attempt < 6) setTimeout(() => { if (!this.signal.aborted) this.#load(frame, attempt + 1); }, 500 * 2 ** attempt);
    }
  }
}
