import { api, expect, inspect, look, open, person, signIn, tell, turn } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Anna writes a letter for each step, looks at the second again, and later at whose turn it is. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await writeFirst(page);
  await writeSecond(page);
  await lookAgain(page);
  await look(page, `#/legacies/${await turn('opened')}`);
  const turns = page.locator('section').filter({ has: page.getByRole('heading', { name: 'One after the other' }) });
  const people = turns.getByRole('listitem');
  await turns.getByText(/^It is .*cleo.*’s turn\.$/i).waitFor();
  await people.filter({ hasText: /cleo/i }).getByText(/^Told on .*\. Can open it until .*\.$/).waitFor();
  await people.filter({ hasText: /ben/i }).getByText('Comes after that.').waitFor();
  await look(page, `#/legacies/${await turn('passed')}`);
  await turns.getByText(/^It is .*ben.*’s turn\.$/i).waitFor();
  await people.filter({ hasText: /cleo/i }).getByText(/^Passed over on .*: did not open it in time\.$/).waitFor();
  const now = people.filter({ hasText: /ben/i });
  await now.getByText(/^Told on .*\. Nobody comes after that: it stays open\.$/).waitFor();
  expect(await now.getAttribute('aria-current') === 'step', 'whose turn it is can be heard');
  await inspect(page, 'legacy, whose turn it is');
});

async function writeFirst(page) {
  await page.goto(`${api}/app/#/plan`);
  await page.getByRole('checkbox', { name: 'When I am gone' }).check();
  await keeps(page).getByRole('checkbox', { name: /^ben/i }).check();
  await refuseHalf(page);
  await page.getByRole('radio', { name: /^Now/ }).check();
  expect(!await page.getByRole('checkbox', { name: /^One after the other/ }).isVisible(), 'one alone takes no turns');
  await seal(page, 'The first letter');
}

/** A step that cannot be written yet is not left out of what is sealed. */
async function refuseHalf(page) {
  await page.getByRole('radio', { name: /^My own conditions/ }).check();
  await page.getByLabel('Date', { exact: true }).fill('2090-01-01');
  await page.getByRole('button', { name: 'another legacy' }).click();
  await page.getByText('You have no other legacy').waitFor();
  await page.getByLabel('Name of the legacy').fill('The first letter');
  await page.getByRole('button', { name: 'Seal it' }).click();
  await page.getByText('Finish writing every condition').waitFor();
}

async function writeSecond(page) {
  await page.goto(`${api}/app/#/plan`);
  await page.getByRole('checkbox', { name: 'A month later' }).check();
  await keeps(page).getByRole('checkbox', { name: /^ben/i }).check();
  await keeps(page).getByRole('checkbox', { name: /^cleo/i }).check();
  await page.getByRole('checkbox', { name: /^One after the other/ }).check();
  const up = page.getByRole('button', { name: /^Move .*cleo.* up$/i });
  await up.focus();
  await page.keyboard.press('Enter');
  expect(await page.getByRole('button', { name: /^Move .*cleo.* down$/i }).evaluate((element) => element === document.activeElement), 'the focus stays with whom it moved');
  await page.getByRole('radio', { name: /^After another one/ }).check();
  await page.getByLabel('Name of the legacy').fill('The second letter');
  const which = page.getByLabel('After which legacy');
  await which.waitFor();
  await page.getByRole('button', { name: 'Seal it' }).click();
  expect(await which.getAttribute('aria-invalid') === 'true', 'a step names the one before');
  await which.selectOption('The first letter');
  const words = page.getByRole('region', { name: 'In plain words' });
  await words.getByText(/cleo.* or .*ben.* receives 1 memory 30 days after “The first letter” has been delivered: whoever opens it first, in this order\.$/i).waitFor();
  await words.getByText('30 days later they can open this one.').waitFor();
  await words.getByText(/^First we tell .*cleo.*, who has 14 days to open it\.$/i).waitFor();
  await words.getByText(/^If .*cleo.* does not open it in time.*, we tell .*ben.*\. After 14 days it stays open, also for whoever was only late\.$/i).waitFor();
  await inspect(page, 'plan, a step in turn');
  await beRefused(page);
  await seal(page, 'The second letter');
}

/** A circle is refused: here by a request that names its own legacy as the one before. */
async function beRefused(page) {
  await page.route('**/api/v1/legacy', (route) => {
    const request = route.request().postDataJSON();
    return route.continue({ postData: JSON.stringify({ ...request, conditions: { ...request.conditions, legacy: request.id } }) });
  }, { times: 1 });
  await page.getByRole('button', { name: 'Seal it' }).click();
  await page.getByRole('alert').getByText('A legacy cannot wait for itself, nor for one that waits for it.').waitFor();
}

async function lookAgain(page) {
  await page.reload();
  await page.getByText(/^It is nobody’s turn yet\. When it can be opened, we tell .*cleo.* first\.$/i).waitFor();
  await page.getByText('30 days after “The first letter” has been delivered', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'Look at “The first letter”' }).click();
  await page.getByRole('heading', { level: 1, name: 'The first letter' }).waitFor();
}

function keeps(page) {
  return page.getByRole('group', { name: 'Your keeps' });
}

async function seal(page, name) {
  await page.getByLabel('Name of the legacy').fill(name);
  await page.getByRole('button', { name: 'Seal it' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}
