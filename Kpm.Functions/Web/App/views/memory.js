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

/** What is said about a memory; whoever else has changed it meanwhile is not written over. */
function told(item, version, heading) {
  const name = field(t('memory.name'), { name: 'title', value: item.title, maxlength: 64, required: true });
  const text = field(t('memory.text'), { name: 'description', value: item.description, multiline: true, maxlength: 4000 }, t('memory.textHint'));
  const date = field(t('memory.date'), { name: 'created_date', value: item.created_date ?? '', maxlength: 128, placeholder: item.suggested_date?.slice(0, 10) ?? '' });
  const newer = h('div', { role: 'alert' });
  return h('section.card', { 'aria-label': t('memory.about') }, form({}, save, name, text, date, newer, h('button.button.first', { type: 'submit' }, t('save'))));

  async function save(values) {
    newer.replaceChildren();
    try {
      await describeMemory(item.id, Object.fromEntries(values), version);
    } catch (problem) {
      if (problem.status !== 412) throw problem;
      await compare();
      return;
    }

    const latest = await find(item.id);
    version = latest.version;
    noteMemory(item.id, latest.item);
    heading.textContent = latest.item.title;
    notice(t('saved'));
  }

  async function compare() {
    const latest = await find(item.id);
    version = latest.version;
    const take = () => {
      for (const [input, value] of [[name, latest.item.title], [text, latest.item.description], [date, latest.item.created_date ?? '']]) inputOf(input).value = value;
      newer.replaceChildren();
      inputOf(name).focus();
    };
    fill(newer, h('div.problem', h('b', t('memory.newer')), h('p', latest.item.title), latest.item.description && h('p.small', latest.item.description),
      h('p.small', t('memory.newerHint')), h('button.button.second.small', { type: 'button', onclick: take }, t('memory.newerTake'))));
  }
}

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
