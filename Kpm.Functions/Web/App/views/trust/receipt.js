import { receipt, signingKeys } from '../../api/receipts.js';
import { h } from '../../ui/h.js';
import { icon } from '../../ui/icons.js';
import { act } from '../../ui/page.js';
import { t } from '../../words/index.js';

const keys = 'signing-keys.json';

/** Of a delivered legacy: its receipt as a file, and how anybody can check it. A receipt that brings its own keys proves nothing. */
export function receiptCard({ item }, signal) {
  const trouble = h('div');
  const name = `receipt-${item.id}.json`;
  return h('section.card.stack', { 'aria-labelledby': 'receipt-title' }, h('h2', { id: 'receipt-title' }, t('receipt.title')), h('p', t('receipt.hint')), trouble,
    h('div.row', h('button.button.second', { type: 'button', onclick: act(trouble, save) }, icon('save'), t('receipt.act')), h('a.button.second', { href: signingKeys, download: keys }, icon('save'), t('receipt.saveKeys'))),
    h('p.soft.small', t('receipt.check'), ' ', h('code', `node verify-receipt.mjs ${name} --keys ${keys}`)),
    h('p.soft.small', t('receipt.keys')));

  async function save() {
    const address = URL.createObjectURL(await receipt(item.id));
    signal.addEventListener('abort', () => URL.revokeObjectURL(address));
    h('a', { href: address, download: name }).click();
  }
}
