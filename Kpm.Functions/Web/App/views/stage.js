import { file } from '../api/memories.js';
import { problemBox } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { icon, kindOf } from '../ui/icons.js';
import { size, t } from '../words/index.js';

const shown = /^(image\/(jpeg|png|gif|webp|avif)|video\/(mp4|webm|ogg)|audio\/(mpeg|mp4|aac|ogg|wav|webm|flac))$/;
const atOnce = 30 * 1000 * 1000;

/** Where a file is seen, heard or fetched. Large ones only when asked for. */
export function stage(item, pictures) {
  const place = h('div.stage');
  const canShow = shown.test(item.file_type);
  if (canShow && item.file_size_bytes <= atOnce) open();
  else offer();
  return place;

  function offer() {
    fill(place, h('div.inner', item.file_type.startsWith('image/') ? pictures.frame(item) : icon(kindOf(item.file_type)), h('p', item.file_name, h('br'), h('span.soft.small', size(item.file_size_bytes))),
      h('div.row', canShow && h('button.button.second', { type: 'button', onclick: open }, t('memory.show')), saveButton())));
  }

  async function open() {
    const address = await fetched();
    if (!address) return;
    const kind = item.file_type.split('/')[0];
    const seen = kind === 'image' ? h('img', { src: address, alt: item.description || item.title }) : h(kind, { src: address, controls: true, 'aria-label': item.title });
    seen.addEventListener('error', offer, { once: true });
    fill(place, seen, h('div', saveButton(address)));
  }

  async function fetched() {
    const bar = h('progress', { max: 1, 'aria-label': t('memory.fetching') });
    fill(place, h('div.inner', h('p.soft', t('memory.fetching')), bar));
    try {
      return pictures.address(await file(item.id, (part) => { bar.value = part; }, pictures.signal));
    } catch (problem) {
      if (problem.name !== 'AbortError') fill(place, h('div.inner', problemBox(problem, canShow ? open : save)));
      return null;
    }
  }

  async function save() {
    const address = await fetched();
    if (!address) return;
    offer();
    h('a', { href: address, download: item.file_name }).click();
  }

  function saveButton(address) {
    if (address) return h('a.button', { href: address, download: item.file_name }, icon('save'), t('memory.download'));
    return h('button.button', { type: 'button', onclick: save }, icon('save'), t('memory.download'));
  }
}
