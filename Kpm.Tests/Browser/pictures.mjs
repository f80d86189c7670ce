import { join } from 'node:path';
import { api, drop, landscape, open, person, seePictures, signIn, tell, visit } from './all.mjs';

const folder = process.env.KPM_PICTURES;
const [phone, desktop] = [{ width: 390, height: 844 }, { width: 1280, height: 900 }];
const titles = ['Summer at the lake', 'Our last evening', 'The night train', 'First snow on the hill', 'Grandmother’s garden', 'The road home', 'Two weeks of rain', 'By the sea'];

/** Pictures of the main pages, for the documentation. */
await tell(async (browser) => {
  const [mine, theirs] = [await open(browser, desktop, { deviceScaleFactor: 1 }), await open(browser, phone, { deviceScaleFactor: 1 })];
  await mine.goto(`${api}/app/`);
  await mine.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await both(mine, 'sign-in', true);
  await signIn(mine, person('owner'));
  await drop(mine, titles.map((title, number) => ({ name: `${title}.png`, type: 'image/png', bytes: landscape(number) })));
  await seePictures(mine, titles);
  await mine.getByRole('button', { name: 'Close', exact: true }).click();
  await both(mine, 'vault', true);
  await mine.getByRole('link', { name: titles[0] }).click();
  await mine.getByLabel('Its story').fill('The three of us, and the boat that leaked. We rowed back singing.');
  await mine.locator('.stage img').waitFor();
  await both(mine, 'memory');
  await signIn(theirs, person('friend'));
  await befriend(mine, theirs);
  await both(mine, 'keeps');
  await mine.goto(`${api}/app/#/plan`);
  await mine.getByRole('checkbox', { name: titles[0] }).check();
  await mine.getByRole('checkbox', { name: titles[2] }).check();
  await mine.getByRole('checkbox', { name: titles[7] }).check();
  await mine.getByRole('checkbox', { name: /^Biel/ }).check();
  await mine.getByRole('radio', { name: /^Time capsule/ }).check();
  await mine.getByLabel('Date', { exact: true }).fill('2031-12-24');
  await mine.getByRole('radio', { name: /^A name/ }).check();
  await mine.getByLabel('Name of the place', { exact: true }).fill('Montserrat');
  await mine.getByLabel('Name of the legacy').fill('For your twentieth');
  await mine.getByLabel('Your message').fill('Go up early, before the buses.');
  await both(mine, 'plan', true);
  await mine.getByRole('button', { name: 'Seal it' }).click();
  await mine.getByRole('heading', { name: 'How it stands' }).waitFor();
  await both(mine, 'legacy', true);
  await mine.goto(`${api}/app/#/plan`);
  await mine.getByRole('checkbox', { name: titles[1] }).check();
  await mine.getByRole('checkbox', { name: titles[4] }).check();
  await mine.getByRole('checkbox', { name: /^Biel/ }).check();
  await mine.getByRole('radio', { name: /^Now/ }).check();
  await mine.getByLabel('Name of the legacy').fill('Open it today');
  await mine.getByLabel('Your message').fill('Because it is Tuesday, and I thought of you.');
  await mine.getByRole('button', { name: 'Seal it' }).click();
  await mine.getByRole('heading', { name: 'How it stands' }).waitFor();
  await visit(mine, 'Legacies', 'Your legacies');
  await both(mine, 'legacies');
  await visit(mine, 'Memories', 'Your memories');
  await mine.getByText('kept for a legacy').first().waitFor();
  await both(mine, 'kept');
  const gift = theirs.getByRole('button', { name: 'Open it' });
  for (let attempt = 0; attempt < 20 && !await gift.waitFor({ timeout: 1500 }).then(() => true, () => false); attempt++) { await theirs.reload(); await theirs.goto(`${api}/app/#/waiting`); }
  await both(theirs, 'waiting', true);
  await gift.click();
  for (let attempt = 0; attempt < 20 && !await theirs.getByText('It is yours now.').waitFor({ timeout: 1500 }).then(() => true, () => false); attempt++) await gift.click();
  await seePictures(theirs, [titles[1], titles[4]]);
  await both(theirs, 'opened');
});

async function befriend(mine, theirs) {
  await visit(mine, 'Keeps', 'Your keeps');
  await mine.getByLabel('E-mail or code').fill(person('friend').email);
  await mine.getByLabel('What you call them').fill('Biel');
  await mine.getByRole('button', { name: 'Ask', exact: true }).click();
  const accept = theirs.getByRole('button', { name: /^Accept/ });
  for (let attempt = 0; attempt < 20 && !await accept.waitFor({ timeout: 1500 }).then(() => true, () => false); attempt++) { await theirs.reload(); await theirs.goto(`${api}/app/#/keeps`); }
  await accept.click();
  await theirs.getByRole('heading', { name: 'People you trust' }).waitFor();
  const trusted = mine.getByRole('heading', { name: 'People you trust' });
  for (let attempt = 0; attempt < 20 && !await trusted.waitFor({ timeout: 1500 }).then(() => true, () => false); attempt++) await mine.reload();
}

/** On a phone and on a desk; of the most telling ones in the dark, too. */
async function both(page, name, isDarkToo = false) {
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const [kind, size] of [['phone', phone], ['desk', desktop]]) {
    await page.setViewportSize(size);
    for (const colorScheme of isDarkToo ? ['dark', 'light'] : ['light']) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(folder, `app-${name}-${kind}-${colorScheme}.png`), animations: 'disabled', caret: 'hide' });
    }
  }
}
