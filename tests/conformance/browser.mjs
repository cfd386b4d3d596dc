// The lists are used by keyboard alone, from disk: search, services, states, order, calendar, links.
// usage: browser.mjs TOOLS OUTPUT_FOLDER PAGE...    prints one line as run.sh does
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { address, launch, say, WIDE } from './chromium.mjs';

const [tools, out, ...lists] = process.argv.slice(2);
const browser = await launch(tools);
const context = await browser.newContext({ offline: true });

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
  const url = address(file);
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

const faults = [];
let links = 0, findings = 0;
for (const file of lists) {
  const result = await driven(file);
  faults.push(...result.faults);
  links += result.links;
  findings += result.findings;
}
if (lists.length === 0) faults.push('no list is given');
if (formats.size < 2) faults.push(`links opened ${[...formats]} only`);
say(faults, `the portal works by keyboard from disk: search, services, states, order, calendar, links of ` +
  `${lists.length} pages (${links} links alive, ${findings} findings told)`);
await browser.close();
