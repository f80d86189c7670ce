import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, open, person, signIn, tell } from './all.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kpm-resume-'));
const file = join(folder, 'The long film.bin');
writeFileSync(file, Buffer.alloc(17 * 1024 * 1024, 'once upon a time '));

/** An upload whose page was closed goes on where it stopped when the same file is chosen again. */
await tell(async (browser) => {
  const page = await open(browser, { width: 1280, height: 900 });
  const sent = [];
  page.on('dialog', (dialog) => dialog.accept());
  page.on('request', (request) => { if (request.method() === 'PUT' && request.url().includes('/parts/')) sent.push(request.url().split('/').pop()); });
  await page.route('**/parts/3', (route) => route.abort('connectionreset'));
  await signIn(page, person('owner'));
  await page.getByLabel('Add memories').first().setInputFiles(file);
  await page.getByText('Connection lost: goes on by itself').waitFor();
  expect(sent.slice(0, 3).join() === '1,2,3', `parts 1, 2 and 3 were sent: ${sent}`);

  await page.reload();
  await page.getByRole('heading', { name: 'Your memories' }).waitFor();
  await page.unroute('**/parts/3');
  sent.length = 0;
  // What was begun is asked for once more when the answer to that is lost.
  await page.route(/\/uploads\/[\w-]+$/, (route) => route.abort(), { times: 1 });
  await page.getByLabel('Add memories').first().setInputFiles(file);
  await page.getByRole('link', { name: 'The long film' }).waitFor();
  expect(sent.join() === '3', `only the missing part was sent: ${sent}`);
  expect(await page.evaluate(() => Object.keys(localStorage).every((key) => !key.startsWith('keepem.upload.'))), 'what is over is forgotten');

  // Given up: nothing is left in the tray, and nothing comes.
  await page.route('**/parts/*', (route) => route.abort('connectionreset'));
  writeFileSync(file, Buffer.alloc(9 * 1024 * 1024, 'another '));
  await page.getByLabel('Add memories').first().setInputFiles(file);
  await page.getByText('Connection lost: goes on by itself').waitFor();
  await page.getByRole('button', { name: 'Cancel The long film.bin' }).click();
  await page.getByText('Connection lost: goes on by itself').waitFor({ state: 'detached' });
});
rmSync(folder, { recursive: true });
