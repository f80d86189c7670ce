import { fill, h } from '../ui/h.js';
import { t } from '../words/index.js';

/** A page before signing in: what Keepem is, and a form. */
export function gate(page, title, ...content) {
  fill(page, h('div.gate',
    h('div.gate-words',
      h('img.gate-art', { src: '/app/art/gate.svg', alt: '', width: 400, height: 400 }),
      h('p.lead', t('gate.lead'))),
    h('div.card.stack', h('h1', { tabindex: '-1' }, title), content)));
}
