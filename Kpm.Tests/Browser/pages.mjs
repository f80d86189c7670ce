import { join } from 'node:path';
import { again, api, enter, expect, inspect, open, openGift, person, tell, until } from './all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const links = JSON.parse(process.env.KPM_LINKS);
const pictures = process.env.KPM_PICTURES;

/** The pages that the documentation shows. */
const shown = ['invitation', 'certificate'];

/** What is behind the links of mails: read with scripts, by which axe works, and used without any. */
await tell(async (browser) => {
  const looking = await open(browser, size);
  for (const [name, link] of Object.entries(links)) await look(looking, name, link);
  if (process.env.KPM_LOOK_ONLY) return;
  const plain = await open(browser, size, { javaScriptEnabled: false });
  await activate(plain);
  await checkIn(plain);
  await reset(plain, looking);
  await move(plain);
  await signUp(plain, await open(browser, size));
  await accept(await open(browser, size));
  await claim(await open(browser, size));
});

/** Opening changes nothing, however often. */
async function look(page, name, link) {
  for (const [language, tag] of [['Català', 'ca'], ['Español', 'es'], ['English', 'en']]) {
    await page.goto(link);
    await page.getByRole('navigation').getByRole('link', { name: language }).click();
    await page.locator(`html[lang=${tag}]`).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText() !== '', `${name} has a title`);
  }

  await inspect(page, name);
  if (!pictures || !shown.includes(name)) return;
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(pictures, `page-${name}-${size.width < 600 ? 'phone' : 'desk'}-${colorScheme}.png`), fullPage: true });
  }
}

async function activate(page) {
  await page.goto(links.activation);
  await page.getByRole('button', { name: 'Activate the account' }).click();
  await page.getByRole('heading', { name: 'Your account is active' }).waitFor();
  expect(await page.getByRole('link', { name: 'Open Keepem' }).getAttribute('href') === '/app/', 'the way on');
  await page.goto(links.activation);
}

/** The button that stops what a silence was about to bring about; it may be pressed again. */
async function checkIn(page) {
  for (let time = 0; time < 2; time++) {
    await page.goto(links.checkIn);
    await page.getByRole('button', { name: 'I am here' }).click();
    await page.getByRole('heading', { name: 'Good to know that you are here' }).waitFor();
    await page.getByText('Whatever has not happened yet because of your silence stops').waitFor();
    expect(await page.getByRole('link', { name: 'See your legacies' }).getAttribute('href') === '/app/#/legacies', 'the way to what was delivered already');
  }
}

/** By keyboard. */
async function reset(page, looking) {
  for (const [one, isLast] of [[looking, false], [page, true]]) {
    await one.goto(links.reset);
    await one.getByLabel('New password').focus();
    await one.keyboard.type('password');
    await one.keyboard.press('Enter');
    await one.getByRole('alert').waitFor();
    if (!isLast) await inspect(one, 'reset, refused');
  }

  await page.getByLabel('New password').fill('three boats at anchor 7');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'You have a new password' }).waitFor();
  await page.goto(links.reset);
  await page.getByLabel('New password').fill('three boats at anchor 8');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'This link is no longer valid' }).waitFor();
}

async function move(page) {
  await page.goto(links.move);
  await page.getByRole('button', { name: 'Confirm the address' }).click();
  await page.getByRole('heading', { name: 'Your address was changed' }).waitFor();
}

/** Somebody without an account signs up without a script, and opens what waits with the web client. */
async function signUp(plain, page) {
  const newcomer = person('newcomer');
  await plain.goto(links.invitation);
  await plain.getByRole('heading', { name: 'Anna left you a memory' }).waitFor();
  await plain.getByLabel('Username').fill(newcomer.username);
  await plain.getByLabel('Password').fill('password');
  await plain.getByRole('button', { name: 'Create the account and accept' }).click();
  await plain.getByRole('alert').waitFor();
  expect(await plain.getByLabel('Username').inputValue() === newcomer.username, 'the name is still there');
  await plain.getByLabel('Password').fill(newcomer.password);
  await plain.getByRole('button', { name: 'Create the account and accept' }).click();
  await plain.getByRole('heading', { name: 'Welcome to Keepem' }).waitFor();
  await page.goto(`${api}${await plain.getByRole('link', { name: 'Open Keepem' }).getAttribute('href')}#/waiting`);
  await enter(page, newcomer);
  await receive(page);
}

/** Somebody with an account goes on to the web client. */
async function accept(page) {
  await page.goto(links.friend);
  await page.getByRole('link', { name: 'Log in and accept' }).click();
  await enter(page, person('friend'));
  await page.getByRole('heading', { name: 'Somebody left you a memory' }).waitFor();
  await inspect(page, 'invitation, in the web client');
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByRole('heading', { name: 'What waits for you' }).waitFor();
  await receive(page);
}

async function claim(page) {
  await page.goto(links.claim);
  await page.getByRole('heading', { name: 'Anna left you a legacy' }).waitFor();
  await page.getByRole('link', { name: 'Log in and claim' }).click();
  await enter(page, person('keep'));
  await receive(page);
}

async function receive(page) {
  const act = page.getByRole('button', { name: 'Open it' });
  await until(act, () => again(page, 'For me', 'What waits for you'));
  await openGift(page, act);
}
