import { verifiedHistory } from '../../api/receipts.js';
import { fill, h } from '../../ui/h.js';
import { icon } from '../../ui/icons.js';
import { act } from '../../ui/page.js';
import { list, moment, t, tn } from '../../words/index.js';

/** Checks the person's history when asked, and says what was checked and whether it is whole. */
export function historyCard() {
  const trouble = h('div');
  const place = h('div', { role: 'status' });
  return h('section.card.stack', h('h2', t('history.title')), h('p.soft', t('history.hint')), trouble,
    h('div', h('button.button.second', { type: 'button', onclick: act(trouble, async () => { fill(place); fill(place, report(await verifiedHistory())); }) }, t('history.act'))), place);
}

function report({ is_intact: isIntact, entries, fault, signed_heads: heads, last_signed: last, receipts }) {
  const parts = [[entries, 'history.entries'], [heads, 'history.heads'], [receipts, 'history.receipts']].filter(([count]) => count > 0).map(([count, key]) => tn(key, count));
  return h('div.stack.tight', isIntact ? h('p', h('span.tag.good', icon('done'), t(entries === 0 ? 'history.empty' : 'history.whole'))) : broken(fault),
    parts.length > 0 && h('p', t('history.checked', { what: list(parts) })), last && h('p.soft.small', t('history.signed', { moment: moment(last.signed_ts) })));
}

function broken({ code, sequence }) {
  return h('div.problem', h('b', t('history.broken')), h('p', t('history.at', { sequence, what: t(`fault.${code}`) })));
}
