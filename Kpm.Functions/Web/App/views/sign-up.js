import { mailActivation, signUp as join } from '../api/account.js';
import { field, form } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { notice } from '../ui/notices.js';
import { act } from '../ui/page.js';
import { t } from '../words/index.js';
import { gate } from './gate.js';

/** Creates an account; the rest is in a mail. */
export function signUp(page, [code]) {
  const id = crypto.randomUUID();
  gate(page, t('signUp.title'),
    form({}, send,
      field(t('signUp.name'), { name: 'public_name', autocomplete: 'name', maxlength: 64 }, t('signUp.nameHint')),
      field(t('signUp.username'), { name: 'username', autocomplete: 'nickname', required: true, maxlength: 15, autocapitalize: 'none' }, t('signUp.usernameHint')),
      field(t('email'), { name: 'email', type: 'email', autocomplete: 'email', required: true }),
      field(t('password'), { name: 'password', type: 'password', autocomplete: 'new-password', required: true, minlength: 8, maxlength: 96 }, t('signUp.passwordHint')),
      field(t('signUp.referral'), { name: 'referral_code', value: code ?? '', autocomplete: 'off', maxlength: 5, autocapitalize: 'none' }, t('signUp.referralHint')),
      h('button.button.first.wide', { type: 'submit' }, t('signUp.act'))),
    h('p', h('a', { href: '#/sign-in' }, t('signUp.have'))));

  async function send(values) {
    const account = Object.fromEntries(values);
    await join({ id, ...account, public_name: account.public_name || null, referral_code: account.referral_code || null });
    const card = page.querySelector('.card');
    const title = h('h1', { tabindex: '-1' }, t('signUp.lookTitle'));
    const trouble = h('div');
    fill(card, title, h('p', t('signUp.look', { email: account.email })),
      h('div.row', h('a.button.first', { href: '#/sign-in' }, t('signIn.act')),
        h('button.button', { type: 'button', onclick: act(trouble, async () => { await mailActivation(account.email); notice(t('signUp.mailed')); }) }, t('signUp.mailAgain'))), trouble);
    title.focus();
  }
}
