import { endElsewhere, enter, expect, inspect, open, person, signIn, tell, turn, visit } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const [story, later] = ['The boat leaked.', 'And nobody could swim.'];

/** Anna writes about a memory: while its picture is made, while it is changed elsewhere, and while her session ends. */
await tell(async (browser) => {
  const page = await open(browser, size);
  const id = await turn('memory');
  await signIn(page, person('anna'));
  await writeAtOnce(page, id);
  await writeAfterAnother(page);
  await loseTheSession(page, id);
  await signInAsAnother(page, id);
  await takeBack(page);
});

/** The picture of a memory raises its version a moment after the page was read. */
async function writeAtOnce(page, id) {
  const older = async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), etag: '"0-0000000000000000"' } });
  };
  await page.route(`**/api/v1/assets/${id}`, older, { times: 1 });
  await look(page, id);
  await page.getByLabel('Its story').fill(story);
  await save(page);
  await page.getByText('Saved.').waitFor();
  expect(await page.getByText('changed elsewhere').count() === 0, 'nobody has changed it elsewhere');
}

async function writeAfterAnother(page) {
  await turn('change');
  await page.getByLabel('Its story').fill(later);
  await save(page);
  const newer = page.getByRole('alert').filter({ hasText: 'This memory was changed elsewhere meanwhile' });
  await newer.getByText('Summer of 1970').waitFor();
  expect(await newer.getByText(story).count() === 1, 'all that is said elsewhere is shown');
  await inspect(page, 'memory, changed elsewhere');
  await newer.getByRole('button', { name: 'Take over the newer one' }).click();
  expect(await page.getByLabel('When it was').inputValue() === 'Summer of 1970', 'the newer one is taken over');
}

async function loseTheSession(page, id) {
  await page.getByLabel('Its story').fill(later);
  await endElsewhere(page);
  await enter(page, person('anna'));
  await page.getByRole('heading', { name: 'Your keeps' }).waitFor();
  await look(page, id);
  expect(await page.getByLabel('Its story').inputValue() === later, 'whoever signs in again goes on with what they wrote');
  await page.getByText('have not saved it yet').waitFor();
  await inspect(page, 'memory, not saved');
  await save(page);
  await page.getByText('Saved.').waitFor();
  expect(await page.getByText('have not saved it yet').count() === 0, 'what is saved is not told as not saved');
}

async function signInAsAnother(page, id) {
  await page.getByLabel('Its story').fill('Only for me.');
  await endElsewhere(page);
  await enter(page, person('ben'));
  await page.getByRole('heading', { name: 'Your memories' }).waitFor();
  await page.evaluate((hash) => { location.hash = hash; }, `#/memories/${id}`);
  await page.getByRole('alert').first().waitFor();
  expect(!(await page.content()).includes('Only for me.'), 'nobody reads what somebody else wrote');
  await endElsewhere(page);
  await enter(page, person('anna'));
  await page.getByRole('heading', { name: 'Your memories' }).waitFor();
  await look(page, id);
  expect(await page.getByLabel('Its story').inputValue() === later, 'what is saved is shown once somebody else was here');
}

/** By the keyboard, whose place is the next row, and the title after the last one. */
async function takeBack(page) {
  await page.evaluate(() => { location.hash = '#/trash'; });
  const rows = page.getByRole('button', { name: /^Take back/ });
  await rows.nth(1).waitFor();
  await rows.first().press('Enter');
  await rows.nth(1).waitFor({ state: 'detached' });
  expect(await rows.evaluate((one) => one === document.activeElement), 'the next row has the focus');
  await rows.press('Enter');
  await page.getByText('There is nothing here.').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).evaluate((one) => one === document.activeElement), 'the title has the focus after the last row');
}

async function look(page, id) {
  await visit(page, 'Memories', 'Your memories');
  await page.evaluate((hash) => { location.hash = hash; }, `#/memories/${id}`);
  await page.getByLabel('Its story').waitFor();
}

function save(page) {
  return page.getByRole('button', { name: 'Save' }).click();
}
