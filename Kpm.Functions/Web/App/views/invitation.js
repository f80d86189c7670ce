import { acceptInvitation } from '../api/keeps.js';
import { form } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { notice } from '../ui/notices.js';
import { head } from '../ui/page.js';
import { t } from '../words/index.js';

/** Takes up an invitation with the account of the person; the page of the mailed link leads here. */
export function invitation(page, [token]) {
  fill(page, head(t('invitation.title'), t('invitation.lead')),
    h('div.card.stack', form({}, accept, h('button.button.first', { type: 'submit' }, icon('gift'), t('invitation.act')))));

  async function accept() {
    await acceptInvitation(decodeURIComponent(token));
    notice(t('invitation.done'));
    location.hash = '#/waiting';
  }
}
