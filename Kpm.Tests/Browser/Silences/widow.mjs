import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { again, api, expect, inspect, open, openGift, person, signIn, tell, turn, until, visit } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Anna plans for her silence; Ben opens what she left. */
await tell(async (browser) => {
  const mine = await open(browser, size);
  await signIn(mine, person('anna'));
  await plan(mine);
  await mine.context().close();
  const digest = await turn('gone');
  const theirs = await open(browser, size);
  await signIn(theirs, person('ben'));
  await receive(theirs, digest);
});

async function plan(page) {
  await page.goto(`${api}/app/#/plan`);
  await page.getByRole('checkbox', { name: 'When I am gone' }).check();
  await page.getByRole('radio', { name: /^When I am silent/ }).check();
  const keepers = page.getByRole('group', { name: /^Who may say that you are alive/ });
  await page.getByRole('group', { name: 'Your keeps' }).getByRole('checkbox', { name: /^ben/i }).check();
  await keepers.getByRole('checkbox', { name: /^ben/i }).check();
  await keepers.getByRole('checkbox', { name: /^cleo/i }).check();
  await page.getByText('How we look for you').click();
  await page.getByLabel('Days between them').fill('0');
  await page.getByText('How we look for you').click();
  await page.getByLabel('Name of the legacy').fill('For when I am silent');
  await page.getByRole('button', { name: 'Seal it' }).click();
  expect(await page.getByLabel('Days between them').isVisible(), 'what is wrong is not folded away');
  for (const [label, days] of [['Mails that ask you', 2], ['Days between them', 1], ['Days in which your keepers', 1], ['Days after the last warning', 1]]) await page.getByLabel(label).fill(String(days));
  const words = page.getByRole('region', { name: 'In plain words' });
  await words.getByText('After 90 days without a sign of life we ask you by mail, 2 times, 1 day apart.').waitFor();
  await words.getByText('Then we ask your 2 keepers, too, and wait 1 day.').waitFor();
  await words.getByText('at the earliest').waitFor();
  await inspect(page, 'plan, silence');
  await page.getByRole('button', { name: 'Seal it' }).click();
  await page.getByRole('heading', { name: 'Your signs of life' }).waitFor();
  await page.getByText('If you give no further sign').waitFor();
  await inspect(page, 'legacy, silence');
}

async function receive(page, digest) {
  const act = page.getByRole('button', { name: 'Open it' });
  await visit(page, 'For me', 'What waits for you');
  await until(act, () => again(page, 'For me', 'What waits for you'));
  await openGift(page, act);
  await page.getByRole('link', { name: 'When I am gone' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect(createHash('sha256').update(readFileSync(await (await download).path())).digest('hex') === digest, 'it is what was left, byte for byte');
}
