// A browser judges the pages: axe-core finds no fault on wide and narrow screens, light and dark; a
// page asks for nothing beyond its file, the console stays empty, 320 px need no sideways scroll.
// Then the portal is used by keyboard alone, from disk.
// usage: browser.mjs TOOLS OUTPUT_FOLDER PAGE...    prints `ok` or `FAIL` lines, as run.sh does
import { createRequire } from 'node:module';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [tools, out, ...pages] = process.argv.slice(2);
const require = createRequire(path.join(tools, 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const profile = mkdtempSync(path.join(tmpdir(), 'browser-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, offline: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
});

const say = (faults, text) => {
  console.log(`${faults.length ? 'FAIL' : 'ok   '} ${text}`.replace('FAIL ', 'FAIL  '));
  faults.slice(0, 20).forEach((fault) => console.log(`      ${fault}`));
};

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 800 };

// Colours are all that dark changes, so the other rules run once for each width.
const SETTINGS = [
  ['light, wide', 'light', WIDE, false],
  ['dark, wide', 'dark', WIDE, true],
  ['dark, narrow', 'dark', NARROW, true],
  ['light, narrow', 'light', NARROW, false],
];

async function judged(file) {
  const url = pathToFileURL(path.resolve(file)).href;
  const page = await context.newPage();
  const faults = [];
  const fault = (text) => faults.push(`${path.relative(out, file)}: ${text}`);
  page.on('request', (request) => {
    if (request.url() !== url && !/^(data|blob):/.test(request.url())) fault(`asks for ${request.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) fault(`the console says: ${message.text().slice(0, 200)}`);
  });
  page.on('pageerror', (error) => fault(`a script fails: ${error.message}`));
  let undecided = 0;
  await page.setViewportSize(WIDE);
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate(axe);
  for (const [name, colorScheme, size, colors] of SETTINGS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    const result = await page.evaluate((colors) => globalThis.axe.run(document, {
      resultTypes: ['violations', 'incomplete'],
      ...(colors ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } } : {}),
    }), colors);
    for (const { id, help, nodes } of result.violations) {
      fault(`[${name}] ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ')}`);
    }
    undecided += result.incomplete.length;
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) fault(`[${name}] the page scrolls sideways by ${over} px`);
  }
  await page.close();
  return { faults, undecided };
}

async function all() {
  const faults = [];
  let undecided = 0;
  // One after the other: a page in the background is not drawn, and axe waits for what is drawn.
  for (const file of pages) {
    const result = await judged(file);
    faults.push(...result.faults);
    undecided += result.undecided;
  }
  say(faults, `axe-core in Chromium finds no fault on ${pages.length} pages, light and dark, 1280 and 320 px wide; ` +
    `nothing is asked for, nothing scrolls sideways (${undecided} things axe leaves to people)`);
}

// What the keyboard does: every element is reached with Tab, never with a pointer or from the script.
async function reach(page, wanted, what) {
  for (let press = 0; press < 4000; press++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${what}`);
}

// The formats that a link opened.
const formats = new Set();

const shown = (page) => page.evaluate(() => {
  const rows = [...document.querySelectorAll('.list tbody tr')].filter((row) => row.offsetParent !== null);
  return rows.map((row) => ({ ...row.dataset, text: row.textContent.toLowerCase() }));
});

async function driven(file) {
  const faults = [];
  const check = (right, text) => { if (!right) faults.push(`${path.relative(out, file)}: ${text}`); };
  const page = await context.newPage();
  await page.setViewportSize(WIDE);
  page.on('pageerror', (error) => check(false, `a script fails: ${error.message}`));
  const url = pathToFileURL(path.resolve(file)).href;
  try {
    await page.goto(url, { waitUntil: 'load' });
    const whole = await shown(page);
    check(whole.length > 0, 'no document is listed');

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    check(await page.evaluate(() => document.activeElement?.id === 'text'), 'the first key stroke does not skip to the list');

    await reach(page, '.filter [name=q]', 'the search');
    const word = whole.at(-1).title.toLowerCase().split(' ')[0];
    await page.keyboard.type(word);
    let rows = await shown(page);
    check(rows.length > 0 && rows.every((row) => row.text.includes(word)), `the search for "${word}" shows others`);
    check(rows.length === whole.filter((row) => row.text.includes(word)).length, `the search for "${word}" hides some`);
    const said = await page.textContent('.hits');
    check(said.startsWith(`${rows.length} of ${whole.length} `), `the search says "${said}" for ${rows.length}`);
    await page.keyboard.type(' zzzz');
    check((await shown(page)).length === 0, 'a search for what is not there shows rows');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    check((await shown(page)).length === whole.length, 'an empty search does not show all');

    await reach(page, '.filter select', 'the services');
    await page.keyboard.press('ArrowDown');
    const service = await page.evaluate(() => document.activeElement.value);
    rows = await shown(page);
    check(rows.length === whole.filter((row) => row.service === service).length && rows.length > 0, `the service ${service} shows ${rows.length}`);
    await page.keyboard.press('Home');
    check((await shown(page)).length === whole.length, 'all services do not show all');

    await reach(page, '.filter [name=state]', 'the states');
    await page.keyboard.press('Space');
    const state = await page.evaluate(() => document.activeElement.value);
    rows = await shown(page);
    check(rows.length === whole.filter((row) => row.state === state).length && rows.length > 0, `the state ${state} shows ${rows.length}`);
    await reach(page, '.filter [type=reset]', 'the button that shows all');
    await page.keyboard.press('Enter');
    await page.waitForFunction((count) => [...document.querySelectorAll('.list tbody tr')].filter((row) => !row.hidden).length === count, whole.length, { timeout: 3000 });

    await reach(page, 'th[data-sort=title] button', 'the head that sorts by title');
    for (const [press, sign] of [['Enter', 1], ['Space', -1]]) {
      await page.keyboard.press(press);
      const titles = (await shown(page)).map((row) => row.title);
      const sorted = titles.every((title, i) => i === 0 || sign * title.localeCompare(titles[i - 1], 'en', { numeric: true }) >= 0);
      const told = await page.evaluate(() => document.querySelector('th[data-sort=title]').getAttribute('aria-sort'));
      check(sorted && told === (sign > 0 ? 'ascending' : 'descending'), `sorting by title, ${told}`);
    }

    for (const format of ['html', 'pdf']) {
      const link = `.files a[href$=".${format}"]`;
      if (!(await page.$(link))) continue;
      // A page of its own, since a browser may keep or show a PDF file.
      const other = await context.newPage();
      // The link is followed, and the file not opened: the viewer of PDF files holds a browser without a screen.
      await other.route('**/*.pdf', (route) => route.abort());
      await other.goto(url, { waitUntil: 'load' });
      await reach(other, link, `a link to ${format}`);
      const href = await other.evaluate(() => document.activeElement.href);
      const asked = other.waitForRequest((request) => request.url() === href, { timeout: 5000 });
      await other.keyboard.press('Enter');
      await asked;
      if (format === 'html') {
        await other.waitForURL(href, { timeout: 5000 });
        check((await other.title()).length > 0, `${href} has no title`);
      }
      await other.close();
      formats.add(format);
    }

    await page.goto(url, { waitUntil: 'load' });
    if (await page.$('.months')) {
      await reach(page, '.months a', 'the calendar');
      await page.keyboard.press('Tab');
      const day = await page.evaluate(() => document.activeElement.dataset.due);
      await page.keyboard.press('Enter');
      rows = await shown(page);
      check(day && rows.length > 0 && rows.every((row) => row.due === day), `the calendar's day ${day} shows ${rows.length}`);
      check(new URL(page.url()).hash === `#due-${day}`, 'the calendar does not lead to the day');
    }

    const links = await page.$$eval('a[href]', (all) => all.map((link) => link.href));
    const dead = links.filter((href) => {
      const to = new URL(href);
      to.hash = '';
      return to.protocol === 'file:' && to.href !== url && !existsSync(fileURLToPath(to));
    });
    check(dead.length === 0, `${dead.length} links lead nowhere: ${dead[0]}`);
    const places = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1)))).length);
    check(places === 0, `${places} links within the page lead nowhere`);
    const told = await page.$$eval('.findings > li', (all) => all.map((item) => item.textContent));
    check(told.every((text) => /^(error|warning|note) [A-Z]+-\d\d/.test(text)), 'a finding lacks severity or code');
    await page.close();
    return { faults, links: links.length, findings: told.length };
  } catch (error) {
    faults.push(`${path.relative(out, file)}: ${error.message.split('\n')[0]}`);
    await page.close();
    return { faults, links: 0, findings: 0 };
  }
}

async function portal() {
  const lists = pages.filter((page) => path.basename(page) === 'index.html');
  const faults = [];
  let links = 0, findings = 0;
  for (const file of lists) {
    const result = await driven(file);
    faults.push(...result.faults);
    links += result.links;
    findings += result.findings;
  }
  if (formats.size < 2) faults.push(`links opened ${[...formats]} only`);
  say(faults, `the portal works by keyboard from disk: search, services, states, order, calendar, links of ` +
    `${lists.length} pages (${links} links alive, ${findings} findings told)`);
}

if (!pages.some((page) => path.basename(page) === 'index.html')) say(['none given'], 'there is a portal');
await all();
await portal();
await context.close();
rmSync(profile, { recursive: true, force: true });
