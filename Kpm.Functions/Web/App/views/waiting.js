import { claim, idOf, incoming } from '../api/legacies.js';
import { memory } from '../api/memories.js';
import { names } from '../api/people.js';
import { field, form } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { head, load } from '../ui/page.js';
import { Pictures } from '../ui/pictures.js';
import { whereIAm } from '../ui/where.js';
import { refreshCounts } from '../shell.js';
import { t, tn } from '../words/index.js';

/** What others, or the person long ago, have left for the person. */
export function waiting(page) {
  const pictures = new Pictures();
  const place = h('div');
  fill(page, head(t('waiting.title'), t('waiting.lead')), place);
  load(place, () => Promise.all([incoming(), names()]), ([found, called]) => (found.length === 0
    ? h('div.empty.quiet', h('img', { src: '/app/art/empty.svg', alt: '', width: 240, height: 180 }), h('h2', t('waiting.emptyTitle')), h('p.soft', t('waiting.empty')))
    : h('ul.list', found.map((one) => gift(one, called(one.owner), pictures)))));
  return () => pictures.release();
}

function gift(one, from, pictures) {
  const body = h('div.stack');
  fill(body, one.conditions.geo_locked ? search() : form({}, () => open(), h('button.button.first', { type: 'submit' }, icon('gift'), t('waiting.open'))));
  return h('li.card.stack.gift', h('div.stack.gift-head', h('img.envelope', { src: '/app/art/letter.svg', alt: '', width: 180, height: 130 }),
    h('div.stack.tight', h('p.soft.small', t('waiting.from', { who: from })), h('h2', one.name), one.description && h('p', one.description),
      h('p.soft.small', [tn('memories', one.assets.length), one.conditions.geo_locked && t('short.place')].filter(Boolean).join(' · ')))), body);

  /** A place is told only after a click: by where the person is, or by its name. */
  function search() {
    return h('div.stack', h('p', t('waiting.place')),
      form({}, here, h('button.button.first', { type: 'submit' }, icon('place'), t('waiting.here'))),
      h('details', h('summary', t('waiting.byName')), form({}, (values) => open(values.get('geo_location')), field(t('waiting.placeName'), { name: 'geo_location', required: true, maxlength: 255 }), h('button.button.second', { type: 'submit' }, t('waiting.try')))));
  }

  async function here() {
    const { latitude, longitude } = await whereIAm().catch((error) => { throw Object.assign(error, { title: t('waiting.nowhere'), detail: error.message, fields: [] }); });
    await open(`geo:${latitude.toFixed(6)},${longitude.toFixed(6)}`);
  }

  async function open(where) {
    await claim(one.id, where);
    const title = h('p.words', { tabindex: '-1', role: 'status' }, t('waiting.yours'));
    const grid = h('ul.grid');
    fill(body, title, grid, h('div.row', h('a.button.second', { href: '#/vault' }, t('vault.title')), h('a.button', { href: `#/legacies/${one.id}` }, t('receipt.look'))));
    title.focus();
    await Promise.all(one.assets.map((reference) => arrive(idOf(reference), grid)));
    refreshCounts();
  }

  /** Memories arrive one by one, within moments. */
  async function arrive(id, grid) {
    for (let attempt = 0; attempt < 20 && !pictures.signal.aborted; attempt++) {
      const found = await memory(id).catch(() => null);
      if (found) {
        grid.append(h('li', h('a.memory', { href: `#/memories/${id}` }, pictures.frame(found.item), h('span.name', found.item.title))));
        return;
      }

      await new Promise((resolve) => { setTimeout(resolve, Math.min(4000, 300 * 1.4 ** attempt)); });
    }
  }
}
