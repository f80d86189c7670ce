import { mailPasswordReset } from '../api/account.js';
import { field, form } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { t } from '../words/index.js';
import { gate } from './gate.js';

/** Asks for a mail that sets a new password. */
export function forgot(page) {
  gate(page, t('forgot.title'),
    h('p.soft', t('forgot.lead')),
    form({}, send, field(t('email'), { name: 'email', type: 'email', autocomplete: 'username', required: true }), h('button.button.first.wide', { type: 'submit' }, t('forgot.act'))),
    h('p', h('a', { href: '#/sign-in' }, t('back'))));

  async function send(values) {
    await mailPasswordReset(values.get('email'));
    const title = h('h1', { tabindex: '-1' }, t('forgot.sentTitle'));
    fill(page.querySelector('.card'), title, h('p', t('forgot.sent', { email: values.get('email') })), h('a.button.first', { href: '#/sign-in' }, t('signIn.act')));
    title.focus();
  }
}
