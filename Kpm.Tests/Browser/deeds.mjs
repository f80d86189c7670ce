import { once } from 'node:events';
import { api, faults } from './browser.mjs';

/** What people do in the web client, in the words that they see. */
export const person = (name) => JSON.parse(process.env.KPM_PEOPLE)[name];

export async function signIn(page, { email, password }) {
  await page.goto(`${api}/app/`);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your memories' }).waitFor();
}

/** Opens a page by the navigation. */
export async function visit(page, tab, title) {
  await page.getByRole('navigation').getByRole('link', { name: tab }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Drops files on the page, as from a folder beside the browser. */
export async function drop(page, files) {
  const carried = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of given) transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }));
    return transfer;
  }, files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') })));
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('#main', event, { dataTransfer: carried });
}

/** Waits until memories of these titles are there with their pictures. */
export async function seePictures(page, titles) {
  for (const title of titles) {
    const picture = page.getByRole('link', { name: title }).locator('img');
    await picture.waitFor();
    await picture.evaluate((image) => image.decode());
  }
}

/** Does something again until a thing is on the page: lists follow within moments. */
export async function until(thing, deed) {
  for (let attempt = 0; attempt < 30; attempt++) {
    if (await thing.first().waitFor({ timeout: 1500 }).then(() => true, () => false)) return;
    await deed();
  }

  await thing.first().waitFor();
}

/** Reads a page of the navigation anew. */
export async function again(page, tab, title) {
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await visit(page, tab, title);
}

/** Two people become keeps; the one who asks calls the other by a name of their own. */
export async function trust(mine, theirs, email, name) {
  await visit(mine, 'Keeps', 'Your keeps');
  await mine.getByLabel('E-mail or code').fill(email);
  await mine.getByLabel('What you call them').fill(name);
  await mine.getByRole('button', { name: 'Ask', exact: true }).click();
  await mine.getByText('We will tell you when they accept').waitFor();
  const accept = theirs.getByRole('button', { name: /^Accept/ });
  await visit(theirs, 'Keeps', 'Your keeps');
  await until(accept, () => again(theirs, 'Keeps', 'Your keeps'));
}

/** Opens what waits; its memories are held a moment after the sealing, and until then it is told that it is too early. */
export async function openGift(page, button) {
  await button.click();
  await until(page.getByText('It is yours now.'), () => button.click());
}

/** The test does something meanwhile, such as letting time pass. @returns {Promise<string>} What it tells. */
export async function turn(name) {
  process.stdout.write(`turn ${name}\n`);
  process.stdin.setEncoding('utf8').resume();
  const [told] = await once(process.stdin, 'data');
  process.stdin.pause();
  return told.trim();
}

/** Opens a page anew, as nobody who touches it: that alone is no sign of life. */
export async function look(page, hash) {
  await page.goto('about:blank');
  await page.goto(`${api}/app/${hash}`);
}

/** Signs in on the page that asks for it, and goes on to where the person wanted to go. */
export async function enter(page, { email, password }) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export function expect(isTrue, what) {
  if (!isTrue) faults.push(`not so: ${what}`);
}

/** The token that the tab renews its session with. */
export const refreshToken = (page) => page.evaluate(() => sessionStorage.getItem('keepem.refresh'));

/** Ends the session of a tab as another device does: the next thing that it asks of the API finds out. */
export async function endElsewhere(page) {
  const answer = await fetch(`${api}/api/v1/logout`, { method: 'DELETE', headers: { Authorization: `Bearer ${await refreshToken(page)}` } });
  expect(answer.status === 204, `the session was ended: ${answer.status}`);
  await page.getByRole('navigation').getByRole('link', { name: 'Keeps' }).click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
}
