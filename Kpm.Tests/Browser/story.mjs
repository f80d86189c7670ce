import { again, api, drop, expect, inspect, landscape, open, openGift, person, seePictures, signIn, tell, trust, until, visit } from './all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const [owner, friend] = [person('owner'), person('friend')];

/** Two photos go from one person to another, and a letter, at a place. */
await tell(async (browser) => {
  const here = { geolocation: { latitude: 41.5933, longitude: 1.8376 }, permissions: ['geolocation'] };
  const [mine, theirs] = [await open(browser, size, here), await open(browser, size, here)];
  await gate(mine);
  await signIn(mine, owner);
  await mine.getByRole('heading', { name: 'What would you like to keep?' }).waitFor();
  await inspect(mine, 'empty vault');
  await fillVault(mine);
  await changeAndRemove(mine);
  await changeTwice(mine, await open(browser, size));
  await signIn(theirs, friend);
  await befriend(mine, theirs);
  await plan(mine);
  await claim(theirs);
  await past(mine);
  await hide(mine);
  await find(theirs);
  await lose(theirs);
  await account(mine);
});

async function gate(page) {
  await page.goto(`${api}/app/`);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await inspect(page, 'sign in');
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
  expect(await page.getByLabel('E-mail').inputValue() === owner.email, 'what was typed is still there');
  await inspect(page, 'sign in, refused');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByRole('heading', { name: 'A new password' }).waitFor();
  await inspect(page, 'forgot');
  await page.goto(`${api}/app/#/join`);
  await page.getByRole('heading', { name: 'Create an account' }).waitFor();
  await inspect(page, 'sign up');
  await page.getByRole('button', { name: 'Català' }).click();
  await page.getByRole('heading', { name: 'Crea un compte' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang) === 'ca', 'the language of the page is told');
  await page.getByRole('button', { name: 'English' }).click();
}

async function fillVault(page) {
  await drop(page, [{ name: 'Summer_at_the_lake.png', type: 'image/png', bytes: landscape(1) }, { name: 'Our last evening.png', type: 'image/png', bytes: landscape(0) }]);
  await seePictures(page, ['Summer at the lake', 'Our last evening']);
  // Nine mebibytes go in two parts; the second breaks off once and is sent again.
  let isBroken = false;
  await page.route('**/parts/2', (route) => (isBroken ? route.continue() : (isBroken = true, route.abort('connectionreset'))));
  await page.getByLabel('Add memories').first().setInputFiles({ name: 'letter to Biel.txt', mimeType: 'text/plain', buffer: Buffer.alloc(9 * 1024 * 1024, 'dear Biel, ') });
  await page.getByRole('link', { name: 'letter to Biel' }).waitFor();
  expect(isBroken, 'a part broke off');
  await page.getByRole('region', { name: 'Files on their way' }).getByText('3 memories kept').first().waitFor();
  await inspect(page, 'vault');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}

async function changeAndRemove(page) {
  await page.getByRole('link', { name: 'Summer at the lake' }).click();
  await page.getByRole('heading', { level: 1, name: 'Summer at the lake' }).waitFor();
  await page.locator('.stage img').waitFor();
  await page.getByLabel('Its story').fill('The three of us, and the boat that leaked.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.locator('#notices').getByRole('button', { name: 'Close' }).click();
  await inspect(page, 'memory');
  await visit(page, 'Memories', 'Your memories');
  await page.getByRole('link', { name: 'letter to Biel' }).click();
  await page.getByRole('button', { name: 'Remove this memory' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { level: 1, name: 'letter to Biel' }).waitFor();
}

/** Whoever saves second is shown what the first one wrote. */
async function changeTwice(first, second) {
  await signIn(second, owner);
  for (const page of [first, second]) {
    await visit(page, 'Memories', 'Your memories');
    await page.getByRole('link', { name: 'Our last evening' }).click();
    await page.getByLabel('Its story').waitFor();
  }

  await first.getByLabel('Its story').fill('We stayed until the lamps went out.');
  await first.getByRole('button', { name: 'Save' }).click();
  await first.getByText('Saved.').waitFor();
  await second.getByLabel('Its story').fill('It was cold.');
  await second.getByRole('button', { name: 'Save' }).click();
  await second.getByText('This memory was changed elsewhere meanwhile').waitFor();
  await inspect(second, 'memory, changed elsewhere');
  expect(await second.getByLabel('Its story').inputValue() === 'It was cold.', 'what was written is still there');
  await second.getByRole('button', { name: 'Take over the newer one' }).click();
  expect(await second.getByLabel('Its story').inputValue() === 'We stayed until the lamps went out.', 'the newer one is taken over');
  await second.context().close();
}

async function befriend(mine, theirs) {
  await trust(mine, theirs, friend.email, 'Biel');
  await inspect(mine, 'keeps, asked');
  await inspect(theirs, 'keeps, received');
  await theirs.getByRole('button', { name: /^Accept/ }).click();
  await theirs.getByRole('heading', { name: 'People you trust' }).waitFor();
  await inspect(theirs, 'keeps');
}

async function plan(page) {
  await visit(page, 'Legacies', 'Your legacies');
  await inspect(page, 'no legacies');
  await page.getByRole('link', { name: 'Plan a legacy' }).first().click();
  const biel = page.getByRole('checkbox', { name: /^Biel/ });
  await until(biel, () => page.reload());
  await page.getByRole('checkbox', { name: 'Summer at the lake' }).check();
  await page.getByRole('checkbox', { name: 'Our last evening' }).check();
  await biel.check();
  await page.getByRole('radio', { name: /^Time capsule/ }).check();
  await page.getByLabel('Date', { exact: true }).fill('2031-12-24');
  await page.getByRole('radio', { name: /^A name/ }).check();
  await page.getByLabel('Name of the place', { exact: true }).fill('Montserrat');
  const words = page.getByRole('region', { name: 'In plain words' });
  await words.getByText('Biel receives 2 memories on 24 December 2031 at 09:00 and at “Montserrat”.').waitFor();
  await inspect(page, 'plan, time capsule');
  await page.getByRole('radio', { name: /^My own conditions/ }).check();
  await page.getByRole('button', { name: 'a surprise day' }).click();
  await page.getByRole('button', { name: 'a silence' }).click();
  await page.getByRole('group', { name: /^Who may say that you are alive/ }).waitFor();
  expect(await page.getByRole('button', { name: 'a silence' }).count() === 0, 'a plan has one silence at most');
  await inspect(page, 'plan, own conditions');
  await page.getByRole('radio', { name: /^Now/ }).check();
  await page.getByRole('button', { name: 'Seal it' }).click();
  expect(await page.getByLabel('Name of the legacy').getAttribute('aria-invalid') === 'true', 'a missing name is told');
  await page.getByLabel('Name of the legacy').fill('For you, Biel');
  await page.getByLabel('Your message').fill('You know where the key is.');
  await words.getByText('Biel receives 2 memories as soon as it is sealed.').waitFor();
  await page.getByRole('button', { name: 'Seal it' }).click();
  await page.getByRole('heading', { level: 1, name: 'For you, Biel' }).waitFor();
  await page.getByRole('heading', { name: 'How it stands' }).waitFor();
  await inspect(page, 'legacy');
  await visit(page, 'Legacies', 'Your legacies');
  await page.getByRole('link', { name: 'For you, Biel' }).waitFor();
  await inspect(page, 'legacies');
}

async function claim(page) {
  const act = page.getByRole('button', { name: 'Open it' });
  await visit(page, 'For me', 'What waits for you');
  await until(act, () => again(page, 'For me', 'What waits for you'));
  await page.getByText('You know where the key is.').waitFor();
  await inspect(page, 'waiting');
  await openGift(page, act);
  await seePictures(page, ['Summer at the lake', 'Our last evening']);
  await inspect(page, 'claimed');
  await page.getByRole('link', { name: 'Our last evening' }).click();
  await page.locator('.stage img').evaluate((image) => image.decode());
}

async function past(page) {
  const over = page.getByRole('heading', { name: 'Past ones' });
  await until(over, () => again(page, 'Legacies', 'Your legacies'));
  await page.getByText('Delivered').waitFor();
  await visit(page, 'Memories', 'Your memories');
  await page.getByRole('link', { name: 'letter to Biel' }).waitFor();
  expect(await page.getByRole('link', { name: 'Our last evening' }).count() === 0, 'what was given is not there any more');
}

async function hide(page) {
  await page.goto(`${api}/app/#/plan`);
  await page.getByRole('checkbox', { name: 'letter to Biel' }).check();
  await page.getByRole('checkbox', { name: /^Biel/ }).check();
  await page.getByRole('radio', { name: /^At a place/ }).check();
  await page.getByRole('button', { name: 'Use where I am' }).click();
  await page.getByRole('region', { name: 'In plain words' }).getByText('Biel receives 1 memory within 100 m of 41.5933, 1.8376.').waitFor();
  await page.getByLabel('Name of the legacy').fill('Up there');
  await page.getByRole('button', { name: 'Seal it' }).click();
  await page.getByRole('heading', { name: 'How it stands' }).waitFor();
  await visit(page, 'Memories', 'Your memories');
  await page.getByRole('link', { name: 'Up there' }).getByText('1 memory kept for a legacy').waitFor();
  await inspect(page, 'vault with kept memories');
}

async function find(page) {
  const act = page.getByRole('button', { name: 'I am here: open it' });
  await visit(page, 'For me', 'What waits for you');
  await until(act, () => again(page, 'For me', 'What waits for you'));
  await inspect(page, 'waiting, at a place');
  await openGift(page, act);
  await page.getByRole('link', { name: 'letter to Biel' }).waitFor();
}

async function lose(page) {
  await page.context().setOffline(true);
  await page.getByRole('navigation').getByRole('link', { name: 'Keeps' }).click();
  await page.getByText('No connection').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'People you trust' }).waitFor();
}

async function account(page) {
  await page.goto(`${api}/app/#/account`);
  await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  await page.getByRole('heading', { name: 'Your space' }).waitFor();
  await page.getByRole('progressbar').waitFor();
  await inspect(page, 'account');
  await page.reload();
  await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  const told = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.url().endsWith('/me'));
  await page.getByRole('radio', { name: 'Català' }).check();
  expect((await told).status() === 204, 'mails follow the language');
  await page.getByRole('heading', { name: 'On has entrat' }).waitFor();
  await visit(page, 'Llegats', 'Els teus llegats');
  await inspect(page, 'legacies, in Catalan');
  await page.getByRole('link', { name: 'Prepara un llegat' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Prepara un llegat' }).waitFor();
  await inspect(page, 'plan, in Catalan');
  await page.goto(`${api}/app/#/account`);
  await page.getByRole('button', { name: 'Surt', exact: true }).click();
  await page.getByRole('heading', { name: 'Benvinguts de nou' }).waitFor();
  expect(await page.evaluate(() => sessionStorage.getItem('keepem.refresh')) === null, 'nothing of the session is left');
}
