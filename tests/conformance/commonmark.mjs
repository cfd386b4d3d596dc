// The examples of CommonMark's specification and of the extensions that documents may use, as one list
// for tests/commonmark.rs. CommonMark's specification comes from npm; GFM's, with what its program is
// tried on besides, from TOOLS/gfm; other extensions' examples are those that the Markdown parser's crate
// was released with.
// usage: commonmark.mjs TOOLS CRATE_FOLDER   prints JSON
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [tools, crate] = process.argv.slice(2);
const require = createRequire(path.join(tools, 'x.js'));
const examples = require('commonmark-spec').tests.map(({ number, markdown, html }) => ({
  suite: 'commonmark', number, markdown: markdown.replace(/→/g, '\t'), html: html.replace(/→/g, '\t'),
}));
// Of GFM's specification those that CommonMark lacks; what `disabled` names are the task lists.
const blocks = /^`{32} example([^\n]*)\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$/gm;
for (const [suite, file, wanted] of [['gfm', 'spec.txt', (kind) => kind !== ''], ['gfm_program', 'extensions.txt', () => true]]) {
  const text = readFileSync(path.join(tools, 'gfm/test', file), 'utf8').replace(/→/g, '\t');
  let number = 0;
  for (const [, kind, markdown, html] of text.matchAll(blocks)) {
    number += 1;
    if (wanted(kind.trim())) examples.push({ suite, number, markdown, html });
  }
}
for (const suite of ['footnotes', 'blockquotes_tags', 'definition_lists']) {
  const text = readFileSync(path.join(crate, 'tests/suite', `${suite}.rs`), 'utf8');
  const found = text.matchAll(/fn \w+_test_(\d+)\(\) \{\s*let original = r##"([\s\S]*?)"##;\s*let expected = r##"([\s\S]*?)"##;/g);
  for (const [, number, markdown, html] of found) examples.push({ suite, number: Number(number), markdown, html });
}
console.log(JSON.stringify(examples));
