import { resume } from './api/account.js';
import { ending } from './api/client.js';
import { session } from './api/session.js';
import * as uploads from './uploads/queue.js';
import { tray } from './uploads/tray.js';
import { fill, h } from './ui/h.js';
import { want } from './ui/navigate.js';
import { notice, turnPage } from './ui/notices.js';
import { problemBox } from './ui/form.js';
import { dress, t } from './words/index.js';
import { find } from './routes.js';
import { refreshCounts, shell } from './shell.js';

const main = document.getElementById('main');
let leave = () => {};
let untray = () => {};
let isFirst = true;

/** Opens the page that the address names. */
function open() {
  leave();
  // What a dialog asks belongs to the page below it.
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
  const { view, parameters, isOpen } = find(location.hash);
  if (!isOpen && !session.isOpen) {
    want(location.hash);
    go('#/sign-in');
    return;
  }

  // Nobody signs in over the session of somebody: Back leads inside.
  if (isOpen && session.isOpen) {
    location.replace('#/vault');
    return;
  }

  turnPage();
  uploads.settle();
  const page = h('div.page');
  leave = view(page, parameters) ?? (() => {});
  fill(main, page);
  const title = page.querySelector('h1');
  document.title = title ? `${title.textContent} · Keepem` : 'Keepem';
  shell(start);
  window.scrollTo(0, 0);
  if (!isFirst) title?.focus({ preventScroll: true });
  isFirst = false;
  if (session.person) refreshCounts();
}

/** Opens another page. */
function go(hash) {
  if (location.hash === hash) open();
  else location.hash = hash;
}

/** Draws everything anew, as after another language was chosen. */
function start() {
  dress();
  document.getElementById('skip').textContent = t('skip');
  untray();
  untray = tray(document.getElementById('uploads'));
  open();
}

async function begin() {
  dress();
  if (session.refresh !== null) {
    fill(main, h('div.spin', { 'aria-hidden': 'true' }));
    try {
      await resume();
    } catch (problem) {
      if (problem.status !== 401) {
        fill(main, problemBox(problem, begin));
        return;
      }
    }
  }

  start();
}

document.getElementById('skip').addEventListener('click', (event) => { event.preventDefault(); main.focus(); });
window.addEventListener('hashchange', open);
window.addEventListener('keepem:restart', start);
window.addEventListener('beforeunload', (event) => { if (uploads.isBusy()) event.preventDefault(); });
ending.addEventListener('end', () => {
  uploads.stop();
  want(location.hash);
  go('#/sign-in');
  notice(t('session.ended'));
});
begin();
