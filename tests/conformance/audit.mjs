// axe-core judges every page: one of each deliverable and the lists on wide and narrow screens, light
// and dark; all others in one of these four settings, taken in turn. A page asks for nothing beyond its
// file, the console stays empty, and neither 1280 nor 320 px need a sideways scroll.
// usage: audit.mjs TOOLS OUTPUT_FOLDER ALL THOROUGH    files with one page a line; prints one line as run.sh does
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { address, axe, launch, NARROW, say, WIDE } from './chromium.mjs';

const [tools, out, all, thorough] = process.argv.slice(2);
const read = (list) => readFileSync(list, 'utf8').split('\n').filter(Boolean);
const source = axe(tools);

const SETTINGS = [['light, wide', 'light', WIDE], ['dark, narrow', 'dark', NARROW], ['dark, wide', 'dark', WIDE], ['light, narrow', 'light', NARROW]];
// Colours are all that dark changes, so where all settings are tried the other rules run once for each width.
const COLOURS = ['color-contrast', 'link-in-text-block'];
// A page that takes longer has stopped.
const PATIENCE = 120_000;

const picked = new Set(read(thorough));
const bySize = (a, b) => statSync(b).size - statSync(a).size;
const jobs = read(all).sort(bySize).map((file, i) => ({
  file,
  settings: picked.has(file)
    ? SETTINGS.map((setting) => [...setting, setting[1] === 'dark' ? COLOURS : null])
    : [[...SETTINGS[i % SETTINGS.length], null]],
}));

// Long tables repeat rows of one make, which axe judges alike: of those, the first few stay.
const FEW = 4;
const shorten = (few) => {
  for (const body of document.querySelectorAll('tbody')) {
    const seen = new Map();
    for (const row of [...body.rows]) {
      const bare = row.cloneNode(true);
      for (const part of [bare, ...bare.querySelectorAll('*')]) {
        [...part.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).forEach((node) => node.remove());
        [...part.attributes].forEach(({ name }) => { if (!/^(class|role|scope|aria-)/.test(name)) part.removeAttribute(name); });
      }
      const make = bare.outerHTML;
      seen.set(make, (seen.get(make) ?? 0) + 1);
      if (seen.get(make) > few) row.remove();
    }
  }
};

// What comes back is small: the whole result of axe takes longer to hand over than to make.
const judge = async (rules) => {
  const { violations, incomplete } = await globalThis.axe.run(document, {
    resultTypes: ['violations', 'incomplete'],
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
  });
  const where = (nodes) => nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ');
  return { violations: violations.map(({ id, help, nodes }) => `${id}: ${help}: ${where(nodes)}`), undecided: incomplete.length };
};

async function judged(page, { file, settings }) {
  const faults = [];
  const fault = (text) => faults.push(`${path.relative(out, file)}: ${text}`);
  const url = address(file);
  const heard = [
    ['request', (request) => {
      if (request.url() !== url && !/^(data|blob):/.test(request.url())) fault(`asks for ${request.url()}`);
    }],
    ['console', (message) => {
      if (['error', 'warning'].includes(message.type())) fault(`the console says: ${message.text().slice(0, 200)}`);
    }],
    ['pageerror', (error) => fault(`a script fails: ${error.message}`)],
  ];
  heard.forEach(([event, listener]) => page.on(event, listener));
  let undecided = 0;
  await page.emulateMedia({ colorScheme: settings[0][1] });
  await page.goto(url, { waitUntil: 'load' });
  for (const size of [WIDE, NARROW]) {
    await page.setViewportSize(size);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) fault(`scrolls sideways by ${over} px at ${size.width} px`);
  }
  await page.evaluate(shorten, FEW);
  for (const [name, colorScheme, size, rules] of settings) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    const result = await page.evaluate(judge, rules);
    result.violations.forEach((violation) => fault(`[${name}] ${violation}`));
    undecided += result.undecided;
  }
  heard.forEach(([event, listener]) => page.off(event, listener));
  return { faults, undecided };
}

// One page to a browser: a page in the background is not drawn, and axe waits for what is drawn.
async function worker(sum) {
  const browser = await launch(tools);
  const fresh = async () => {
    const context = await browser.newContext({ offline: true });
    await context.addInitScript(source);
    return context.newPage();
  };
  let page = await fresh();
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`takes longer than ${PATIENCE / 1000} s`)), PATIENCE);
    });
    try {
      const { faults, undecided } = await Promise.race([judged(page, job), late]);
      sum.faults.push(...faults);
      sum.undecided += undecided;
    } catch (error) {
      sum.faults.push(`${path.relative(out, job.file)}: ${error.message.split('\n')[0]}`);
      page.context().close().catch(() => {});
      page = await fresh();
    } finally {
      clearTimeout(timer);
    }
  }
  await browser.close();
}

const count = jobs.length;
const started = Date.now();
const sum = { faults: [], undecided: 0 };
await Promise.all([worker(sum), worker(sum)]);
say(sum.faults, `axe-core in Chromium finds no fault on ${count} pages, ${picked.size} of them light and dark, 1280 and 320 px wide; ` +
  `nothing is asked for, nothing scrolls sideways (${sum.undecided} things axe leaves to people; ${Math.round((Date.now() - started) / 1000)} s)`);
