import { drop, enter, expect, open, person, refreshToken, signIn, tell } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const files = ['first', 'second', 'third'].map((name) => ({ name: `${name}.txt`, type: 'text/plain', bytes: Buffer.from(`my ${name} letter`) }));

/** While files of Anna are on their way, nobody signs in over her session; and when Ben signs in after her, none of them goes into his vault. */
await tell(async (browser) => {
  const page = await open(browser, size);
  const sent = watch(page);
  await signIn(page, person('anna'));
  await hold(page);
  await drop(page, files);
  await page.getByText('0 of 3 kept').first().waitFor();
  await goBack(page);
  await keepForLater(page);
  await page.getByRole('link', { name: 'anna', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  expect(await page.getByRole('region', { name: 'Files on their way' }).count() === 0, 'nobody sees which files somebody else chose');
  await page.unroute('**/assets/*/file?*');
  await enter(page, person('ben'));
  await page.getByRole('heading', { name: 'What would you like to keep?' }).waitFor();
  sent.length = 0;
  await page.evaluate(() => globalThis.kept.run());
  expect(await page.evaluate(() => globalThis.kept.state) === 'failed', 'a file that was chosen before does not come');
  await page.reload();
  await page.getByRole('heading', { name: 'What would you like to keep?' }).waitFor();
  expect(sent.length === 0, `nothing that Anna chose is sent in the name of Ben: ${sent}`);
});

/** Requests that bring files. */
function watch(page) {
  const sent = [];
  page.on('request', (request) => { if (/\/assets($|\/[\w-]+\/file)/.test(new URL(request.url()).pathname) && request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`); });
  return sent;
}

async function hold(page) {
  await page.route('**/assets/*/file?*', () => {});
}

/** The page that signs in is the one before. */
async function goBack(page) {
  const before = await refreshToken(page);
  await page.goBack();
  await page.waitForURL(/#\/vault$/);
  await page.getByRole('heading', { name: 'Your memories' }).waitFor();
  expect(await page.getByLabel('Password').count() === 0, 'nobody is asked to sign in who is');
  await page.getByText('0 of 3 kept').first().waitFor();
  expect(await refreshToken(page) === before, 'the session goes on');
}

/** A file that is chosen now, and sent later. */
function keepForLater(page) {
  return page.evaluate(async () => {
    const { Upload } = await import('/app/uploads/upload.js');
    globalThis.kept = new Upload(new File(['my last letter'], 'last.txt', { type: 'text/plain' }), () => {});
  });
}
