import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { t, tn } from '../words/index.js';
import { again, all, cancel, clear, isBusy, queue } from './queue.js';

const rows = new WeakMap();

/** Shows at the edge of every page how far the files are. */
export function tray(place) {
  const told = h('p.read-only', { role: 'status' });
  const title = h('b');
  const list = h('ul');
  const end = h('button.button.small', { type: 'button', onclick: clear }, t('upload.close'));
  const box = h('section.tray', { 'aria-label': t('upload.title') }, h('div.row.between', title, end), told, list);
  const show = () => {
    const uploads = all();
    if (uploads.length === 0) { fill(place); return; }
    if (box.parentNode !== place) fill(place, box);
    const done = uploads.filter((upload) => upload.state === 'done').length;
    const text = isBusy() ? t('upload.doing', { done, all: uploads.length }) : tn('upload.done', done);
    if (title.textContent !== text) { title.textContent = text; told.textContent = text; }
    end.hidden = isBusy();
    const wanted = uploads.map(rowOf);
    if (wanted.length !== list.children.length || wanted.some((row, at) => row !== list.children[at])) list.replaceChildren(...wanted);
  };
  queue.addEventListener('change', show);
  show();
  return () => queue.removeEventListener('change', show);
}

function rowOf(upload) {
  let row = rows.get(upload);
  if (!row) {
    const bar = h('progress', { max: 1, value: 0, 'aria-label': upload.file.name });
    const state = h('span.state');
    const retry = h('button.button.small', { type: 'button', onclick: () => again(upload) }, t('again'));
    const stop = h('button.button.round', { type: 'button', 'aria-label': t('upload.cancel', { name: upload.file.name }), onclick: () => cancel(upload) }, icon('close'));
    row = h('li', h('span.name', upload.file.name), stop, state, retry, bar);
    Object.assign(row, { bar, state, retry, stop });
    rows.set(upload, row);
  }

  row.bar.value = upload.part;
  row.state.textContent = wordsOf(upload);
  row.state.classList.toggle('bad', upload.state === 'failed');
  row.retry.hidden = upload.state !== 'failed';
  row.stop.hidden = upload.state === 'done';
  return row;
}

function wordsOf(upload) {
  if (upload.state === 'failed') return upload.problem.detail ?? t('problem.unknown');
  if (upload.state === 'sending') return upload.part >= 1 ? t('upload.checking') : t('upload.part', { percent: Math.floor(upload.part * 100) });
  return t(`upload.${upload.state}`);
}
