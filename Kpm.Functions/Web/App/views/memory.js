import { describeMemory, memory as find, noteMemory, restore, trash } from '../api/memories.js';
import { field, form, inputOf } from '../ui/form.js';
import { fill, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { goTo } from '../ui/navigate.js';
import { notice } from '../ui/notices.js';
import { act, load } from '../ui/page.js';
import { Pictures } from '../ui/pictures.js';
import { moment, size, t } from '../words/index.js';
import { stage } from './stage.js';
import { drop, keep, unsaved } from './unsaved.js';

/** One memory: its file, and what is said about it. */
export function memory(page, [id]) {
  const pictures = new Pictures();
  const title = h('h1', { tabindex: '-1' }, t('memory.title'));
  const place = h('div');
  fill(page, h('a.button.small.crumb', { href: '#/vault' }, icon('back'), t('vault.title')), title, place);
  load(place, () => find(id), ({ item, version }) => {
    title.textContent = item.title;
    document.title = `${item.title} · Keepem`;
    return h('div.viewer', stage(item, pictures), h('div.stack', told(item, version, title), facts(item), remove(item)));
  });
  return () => pictures.release();
}

/** What is said about a memory; whoever else has changed it meanwhile is not written over, and what was not saved is there again. */
function told(item, version, heading) {
  const kept = unsaved(item.id);
  let base = kept?.base ?? saidOf(item);
  const first = kept?.written ?? base;
  const name = field(t('memory.name'), { name: 'title', value: first.title, maxlength: 64, required: true });
  const text = field(t('memory.text'), { name: 'description', value: first.description, multiline: true, maxlength: 4000 }, t('memory.textHint'));
  const date = field(t('memory.date'), { name: 'created_date', value: first.created_date, maxlength: 128, placeholder: item.suggested_date?.slice(0, 10) ?? '' });
  const waits = h('div', kept && h('p.soft.small', t('memory.unsaved')), kept && h('button.button.second.small', { type: 'button', onclick: () => take(item) }, t('memory.unsavedDrop')));
  const newer = h('div', { role: 'alert' });
  if (!isSame(base, saidOf(item))) compare(item);
  return h('section.card', { 'aria-label': t('memory.about') }, form({ oninput: write }, save, waits, name, text, date, newer, h('button.button.first', { type: 'submit' }, t('save'))));

  function write({ currentTarget }) {
    keep(item.id, { base, written: Object.fromEntries(new FormData(currentTarget)) });
  }

  async function save(values) {
    newer.replaceChildren();
    try {
      await describeMemory(item.id, Object.fromEntries(values), version);
    } catch (problem) {
      if (problem.status !== 412) throw problem;
      const latest = await find(item.id);
      version = latest.version;
      // More than these words raises the version: a picture of it was made, or it was set aside.
      if (isSame(base, saidOf(latest.item))) await save(values);
      else compare(latest.item);
      return;
    }

    forget();
    const latest = await find(item.id);
    version = latest.version;
    base = saidOf(latest.item);
    noteMemory(item.id, latest.item);
    heading.textContent = latest.item.title;
    notice(t('saved'));
  }

  function compare(latest) {
    base = saidOf(latest);
    const lines = [[t('memory.name'), base.title], [t('memory.text'), base.description], [t('memory.date'), base.created_date]];
    fill(newer, h('div.problem', h('b', t('memory.newer')), h('dl.facts', lines.map(([label, value]) => [h('dt', label), h('dd', value || '–')])),
      h('p.small', t('memory.newerHint')), h('button.button.second.small', { type: 'button', onclick: () => take(latest) }, t('memory.newerTake'))));
  }

  function take(latest) {
    const said = saidOf(latest);
    for (const [input, value] of [[name, said.title], [text, said.description], [date, said.created_date]]) inputOf(input).value = value;
    newer.replaceChildren();
    forget();
    inputOf(name).focus();
  }

  function forget() {
    drop(item.id);
    waits.replaceChildren();
  }
}

/** The words of a memory, as its fields hold them. */
const saidOf = ({ title, description, created_date: date }) => ({ title, description: description ?? '', created_date: date ?? '' });

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function facts(item) {
  const lines = [[t('memory.file'), item.file_name], [t('memory.size'), size(item.file_size_bytes)], [t('memory.added'), moment(item.created_ts)]];
  if (item.location) lines.push([t('memory.place'), item.location]);
  if (item.people.length > 0) lines.push([t('memory.people'), item.people.join(', ')]);
  if (item.tags.length > 0) lines.push([t('memory.tags'), item.tags.join(', ')]);
  return h('dl.facts', lines.map(([name, value]) => [h('dt', name), h('dd', value)]));
}

function remove(item) {
  const trouble = h('div');
  return h('div.stack.tight', trouble, h('div', h('button.button.danger.second.small', { type: 'button', onclick: act(trouble, away) }, icon('bin'), t('memory.remove'))));

  async function away() {
    await trash(item.id);
    goTo('#/vault');
    notice(t('memory.removed', { title: item.title }), { label: t('undo'), act: back });
  }

  async function back() {
    try {
      await restore(item.id);
      goTo(`#/memories/${item.id}`);
    } catch (problem) {
      notice(problem.detail ?? t('problem.unknown'));
    }
  }
}
