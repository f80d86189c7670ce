import { api, endElsewhere, enter, expect, open, person, refreshToken, signIn, tell, visit } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Answers to what Anna asked come when Ben is signed in in the same tab, or nobody, and neither act for him nor end his session, nor open one. */
await tell(async (browser) => {
  const page = await open(browser, size);
  const bearers = watchRenewals(page);
  await signIn(page, person('anna'));
  await page.locator('.tabs .count').waitFor();
  const late = await ask(page, ['send', 'POST', '/late', { json: {} }], '**/api/v1/late', { status: 401, json: { code: 'invalid_token' } });
  const slow = await ask(page, ['send', 'GET', '/slow']);
  const told = await ask(page, ['read', '/told'], null, { status: 200 });
  await endElsewhere(page);
  await slow.finish();
  expect(await slow.outcome() === 401, 'what was asked before the end fails as without a session');
  await told.finish();
  expect(await told.outcome() === 401, 'what Anna read before the end is told to nobody else');
  expect(bearers.length === 1, `one renewal finds out that the session has ended: ${bearers.length}`);
  await enterAsTheNext(page, person('ben'));
  await late.finish();
  expect(await late.outcome() === 401, 'what Anna asked fails');
  expect(late.asked() === 1, 'what Anna asked is not asked in the name of Ben');
  expect(bearers.length === 1, 'nor are his tokens renewed for it');

  const renewed = await ask(page, ['renew'], '**/api/v1/refresh', { status: 200, json: { user_id: crypto.randomUUID(), access_token: 'old', refresh_token: 'old' } });
  await signOut(page, 'ben');
  await enter(page, person('anna'));
  await page.getByRole('heading', { name: 'Your memories' }).waitFor();
  await renewed.finish();
  await renewed.outcome();
  expect(await refreshToken(page) !== 'old', 'tokens of a session that was left are not taken up');
  await visit(page, 'Keeps', 'Your keeps');
  await leaveTheProof(page);
  await reloadAfterTheEnd(page);
});

/** Neither what Anna has to do nor where she was is Ben's. */
async function enterAsTheNext(page, who) {
  await page.route('**/api/v1/me/pending-actions', (route) => route.abort());
  await enter(page, who);
  await page.getByRole('heading', { name: 'Your memories' }).waitFor();
  expect(await page.locator('.tabs .count').count() === 0, 'what waits for Anna is not counted for Ben');
  await page.unroute('**/api/v1/me/pending-actions');
}

async function signOut(page, name) {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
}

/** Anna is asked for her password before she takes something back, thinks better of it, and signs out. Only then the log-in is answered. */
async function leaveTheProof(page) {
  const asked = await hold(page, '**/api/v1/login');
  let revocations = 0;
  await page.route('**/revocation', (route) => { revocations++; return route.fulfill({ status: 401, json: { code: 'stale_token', title: 'Sign in again' } }); });
  await page.evaluate(async () => {
    const [{ proven }, { revoke }] = await Promise.all([import('/app/views/trust/prove.js'), import('/app/api/legacies.js')]);
    proven({ title: 'Take it back?', text: 'It is gone then.', act: 'Take it back' }, () => revoke(crypto.randomUUID()));
  });
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByLabel('Password').fill(person('anna').password);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await asked.begun;
  await page.getByRole('button', { name: 'Not now' }).click();
  await signOut(page, 'anna');
  const ended = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/logout'));
  asked.finish();
  expect((await ended).ok(), 'a session that nobody wants any more is ended');
  expect(await refreshToken(page) === null, 'nobody is signed in again after signing out');
  expect(revocations === 1, 'nothing is done after its question was left');
}

/** A session has ended by the time of a reload: where Anna was leads Ben to nothing of hers, and himself back to where he was. */
async function reloadAfterTheEnd(page) {
  await page.unroute('**/api/v1/refresh');
  await enter(page, person('anna'));
  await visit(page, 'Legacies', 'Your legacies');
  await endAndReload(page);
  await enter(page, person('ben'));
  await page.getByRole('heading', { level: 1, name: 'Your memories' }).waitFor();
  await visit(page, 'Legacies', 'Your legacies');
  await endAndReload(page);
  await enter(page, person('ben'));
  await page.getByRole('heading', { level: 1, name: 'Your legacies' }).waitFor();
}

async function endAndReload(page) {
  const bearer = await refreshToken(page);
  expect((await page.request.delete(`${api}/api/v1/logout`, { headers: { Authorization: `Bearer ${bearer}` } })).ok(), 'a session was ended');
  await page.reload();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
}

/** Answers come when they are told to. */
async function hold(page, address) {
  let [begin, finish] = [];
  const begun = new Promise((resolve) => { begin = resolve; });
  const finished = new Promise((resolve) => { finish = resolve; });
  await page.route(address, async (route) => { begin(); await finished; await route.continue(); });
  return { begun, finish };
}

/** The tokens that renewals are asked with. */
function watchRenewals(page) {
  const bearers = [];
  page.on('request', (request) => { if (request.url().endsWith('/api/v1/refresh')) bearers.push(request.headers().authorization); });
  return bearers;
}

/** Asks something whose answer, or with no address the end of its body, comes when it is told to. */
async function ask(page, call, address, answer = { status: 401 }) {
  const name = `asked${crypto.randomUUID()}`;
  let finish;
  let count = 0;
  const finished = new Promise((resolve) => { finish = resolve; });
  if (address) await page.route(address, async (route) => { count++; await finished; await route.fulfill(answer); });
  await page.evaluate(async ({ name, call: [verb, ...words], isSlow, status }) => {
    const client = await import('/app/api/client.js');
    const { fetch } = globalThis;
    const body = (stream) => { globalThis[`${name}-end`] = () => { stream.enqueue(new TextEncoder().encode('{"code":"invalid_token"}')); stream.close(); }; };
    if (isSlow) globalThis.fetch = async () => new Response(new ReadableStream({ start: body }), { status });
    globalThis[name] = client[verb](...words).then(() => 200, ({ status }) => status);
    globalThis.fetch = fetch;
  }, { name, call, isSlow: !address, status: answer.status });
  return {
    asked: () => count,
    finish: () => (address ? finish() : page.evaluate((end) => globalThis[end](), `${name}-end`)),
    outcome: () => page.evaluate((asked) => globalThis[asked], name),
  };
}
