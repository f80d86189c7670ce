import { isSought } from '../api/life.js';
import { fill, h } from '../ui/h.js';
import { t } from '../words/index.js';
import { hereButton, noted } from './here.js';

/** Tells somebody who is looked for, above what the page shows. Nothing is said where that is not known. */
export async function seek(below) {
  if (!await isSought().catch(() => false)) return;
  const banner = h('section.card.stack.sought', { role: 'alert' }, h('h2', t('sought.title')), h('p', t('sought.text')), hereButton(after));
  below.before(banner);

  function after() {
    const told = noted();
    banner.removeAttribute('role');
    fill(banner, told);
    told.focus();
  }
}
