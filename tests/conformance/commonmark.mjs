// The examples of CommonMark's specification and of the extensions that documents may use, as one list
// for tests/commonmark.rs. The specification comes from npm; the extensions' examples are those that the
// Markdown parser's crate was released with.
// usage: commonmark.mjs TOOLS CRATE_FOLDER   prints JSON
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [tools, crate] = process.argv.slice(2);
const require = createRequire(path.join(tools, 'x.js'));
const examples = require('commonmark-spec').tests.map(({ number, markdown, html }) => ({
  suite: 'commonmark', number, markdown: markdown.replace(/→/g, '\t'), html: html.replace(/→/g, '\t'),
}));
for (const suite of ['gfm_table', 'gfm_tasklist', 'gfm_strikethrough', 'footnotes', 'blockquotes_tags', 'definition_lists']) {
  const text = readFileSync(path.join(crate, 'tests/suite', `${suite}.rs`), 'utf8');
  const found = text.matchAll(/fn \w+_test_(\d+)\(\) \{\s*let original = r##"([\s\S]*?)"##;\s*let expected = r##"([\s\S]*?)"##;/g);
  for (const [, number, markdown, html] of found) examples.push({ suite, number: Number(number), markdown, html });
}
console.log(JSON.stringify(examples));
