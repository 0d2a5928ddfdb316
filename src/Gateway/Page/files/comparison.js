// What a comparison of encoders on a collection's own pictures came to, in the collection's card; asked for when it is opened.
import { openReport, showComparison } from './api.js';
import { text } from './elements.js';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const share = value => value?.toFixed(3) ?? '–';
const columns = [
  ['Zero-shot', one => share(one.zeroShot)],
  ['Text recall', one => share(one.textRecall)],
  ['Purity', one => share(one.purity)],
  ['Pictures a second', one => number.format(one.imagesPerSecond)],
  ['Hours for all', one => number.format(one.hours)],
  ['Vectors, MiB', one => number.format(one.vectorBytes / 1048576)],
];
const pace = 2000;

/** A part that unfolds; nothing is asked before. */
export function comparison(collection) {
  const part = document.createElement('details');
  part.className = 'compared';
  const body = document.createElement('div');
  body.setAttribute('role', 'status');
  part.append(text('summary', 'Encoders compared'), body);
  part.addEventListener('toggle', () => part.open && look(collection, part, body));
  return part;
}

async function look(collection, part, body) {
  try {
    const found = await showComparison(collection);
    if (!found) {
      body.replaceChildren(text('p', 'None was made yet. Start one on a sample of these pictures:', 'counts'), command(collection));
    } else if (!found.isOver) {
      body.replaceChildren(text('p', `At work: ${found.doing}`, 'counts'));
      setTimeout(() => part.isConnected && part.open && look(collection, part, body), pace);
    } else if (found.failure) {
      body.replaceChildren(text('p', found.failure.detail, 'problem'));
    } else {
      body.replaceChildren(text('p', found.verdict, 'verdict'), table(found), report(found));
    }
  } catch (fault) {
    body.replaceChildren(text('p', fault.message, 'problem'));
  }
}

function table({ collection, encoders }) {
  const frame = document.createElement('div');
  frame.className = 'wide';
  frame.tabIndex = 0;
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', `Encoders compared on ${collection}`);
  const rows = document.createElement('table');
  const head = rows.createTHead().insertRow();
  head.append(cell('Encoder', 'col'), ...columns.map(([name]) => cell(name, 'col')));
  const lines = rows.createTBody();
  for (const one of encoders) {
    lines.insertRow().append(cell(one.encoder, 'row'), ...columns.map(([, value]) => text('td', value(one))));
  }

  frame.append(rows);
  return frame;
}

function report(found) {
  const link = document.createElement('a');
  link.className = 'go';
  link.href = found.report;
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = 'Open the report';
  link.setAttribute('aria-label', `Open the report of encoders compared on ${found.collection}`);
  link.addEventListener('click', event => openReport(event, found.report, `comparison-${found.collection}.html`));
  return link;
}

function command(collection) {
  const frame = document.createElement('pre');
  frame.append(text('code', `cluster compare ${collection} --encoder ONE --encoder OTHER`));
  return frame;
}

function cell(content, scope) {
  const element = text('th', content);
  element.scope = scope;
  return element;
}
