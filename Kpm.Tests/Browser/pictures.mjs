import { join } from 'node:path';
import { again, api, drop, landscape, open, openGift, person, seePictures, signIn, tell, trust, until, visit } from './all.mjs';

const folder = process.env.KPM_PICTURES;
const [phone, desktop] = [{ width: 390, height: 844 }, { width: 1280, height: 760 }];
const titles = ['Our last evening', 'Summer at the lake', 'The night train', 'By the sea', 'Grandmother’s garden', 'The road home'];

/** Pictures of the main pages, for the documentation. */
await tell(async (browser) => {
  const [mine, theirs] = [await open(browser, desktop, { deviceScaleFactor: 1 }), await open(browser, phone, { deviceScaleFactor: 1 })];
  await mine.goto(`${api}/app/`);
  await mine.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await show(mine, 'sign-in');
  await signIn(mine, person('owner'));
  await drop(mine, titles.map((title, number) => ({ name: `${title}.png`, type: 'image/png', bytes: landscape(number) })));
  await seePictures(mine, titles);
  await mine.getByRole('button', { name: 'Close', exact: true }).click();
  await show(mine, 'vault', { isDarkToo: true });
  await mine.getByRole('link', { name: titles[1] }).click();
  await mine.getByLabel('Its story').fill('The three of us, and the boat that leaked. We rowed back singing.');
  await mine.locator('.stage img').waitFor();
  await show(mine, 'memory');
  await signIn(theirs, person('friend'));
  await trust(mine, theirs, person('friend').email, 'Biel');
  await theirs.getByRole('button', { name: /^Accept/ }).click();
  await theirs.getByRole('heading', { name: 'People you trust' }).waitFor();
  await until(mine.getByRole('heading', { name: 'People you trust' }), () => mine.reload());
  await show(mine, 'keeps', { only: 'phone' });
  await mine.goto(`${api}/app/#/plan`);
  await mine.getByRole('checkbox', { name: titles[0] }).check();
  await mine.getByRole('checkbox', { name: titles[2] }).check();
  await mine.getByRole('checkbox', { name: titles[5] }).check();
  await mine.getByRole('checkbox', { name: /^Biel/ }).check();
  await mine.getByRole('radio', { name: /^Time capsule/ }).check();
  await mine.getByLabel('Date', { exact: true }).fill('2031-12-24');
  await mine.getByRole('radio', { name: /^A name/ }).check();
  await mine.getByLabel('Name of the place', { exact: true }).fill('Montserrat');
  await mine.getByLabel('Name of the legacy').fill('For your twentieth');
  await mine.getByLabel('Your message').fill('Go up early, before the buses.');
  await show(mine, 'plan', { isDarkToo: true });
  await mine.getByRole('button', { name: 'Seal it' }).click();
  await mine.getByRole('heading', { name: 'How it stands' }).waitFor();
  await mine.locator('#notices').getByRole('button', { name: 'Close' }).click();
  await show(mine, 'legacy');
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
  await show(mine, 'legacies', { only: 'phone' });
  await visit(mine, 'Memories', 'Your memories');
  await mine.getByText('kept for a legacy').first().waitFor();
  await show(mine, 'kept', { only: 'desk' });
  const gift = theirs.getByRole('button', { name: 'Open it' });
  await until(gift, () => again(theirs, 'For me', 'What waits for you'));
  await show(theirs, 'waiting', { only: 'phone', isDarkToo: true });
  await openGift(theirs, gift);
  await seePictures(theirs, [titles[1], titles[4]]);
  await show(theirs, 'opened', { only: 'desk' });
});

/** On a phone and on a desk, or on one of them; of the most telling ones in the dark, too. */
async function show(page, name, { isDarkToo = false, only = null } = {}) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => { window.scrollTo(0, 0); document.activeElement?.blur(); });
  for (const [kind, size] of [['phone', phone], ['desk', desktop]].filter(([one]) => only === null || one === only)) {
    await page.setViewportSize(size);
    for (const colorScheme of isDarkToo ? ['dark', 'light'] : ['light']) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(folder, `app-${name}-${kind}-${colorScheme}.png`), animations: 'disabled', caret: 'hide' });
    }
  }
}
