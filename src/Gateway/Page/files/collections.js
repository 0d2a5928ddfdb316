// The collections there are.
import { listCollections, search, showPicture, thumbnail } from './api.js';
import { comparison } from './comparison.js';
import { titleOf } from './results.js';
import { text } from './elements.js';

const list = document.getElementById('collections');
const number = new Intl.NumberFormat('en');

/** Shows them; gives nothing to undo. */
export function show() {
  refresh();
}

async function refresh() {
  const there = await listCollections().catch(() => []);
  document.getElementById('no-collections').hidden = there.length > 0;
  list.replaceChildren(...there.map(card));
}

function card(collection) {
  const item = document.createElement('li');
  item.className = 'panel';
  item.dataset.name = collection.name;
  item.append(
    text('h2', collection.name),
    text('p', `${number.format(collection.points)} ${collection.points === 1 ? 'picture' : 'pictures'}`, 'big'),
    facts([
      ['Encoder', collection.encoder],
      ['Vectors', `${collection.dimension} numbers, generation ${collection.generation}`],
      ['Behind it', collection.concreteCollection],
      ['Fed by', collection.corpora.map(corpus => `${corpus.name} (${corpus.kind})`).join(', ')],
      ['Since', new Date(collection.createdAt).toLocaleString()],
    ]),
    mosaic(collection),
    comparison(collection.name),
    link(collection));
  return item;
}

function mosaic(collection) {
  const pictures = document.createElement('ul');
  pictures.className = 'mosaic';
  pictures.setAttribute('aria-label', `Some pictures of ${collection.name}`);
  search(collection.name, { text: 'a picture', limit: 4, diversity: 0.9 }).then(({ hits }) => pictures.replaceChildren(...hits.filter(hit => hit.thumbnail).map(hit => {
    const item = document.createElement('li');
    const image = document.createElement('img');
    image.alt = titleOf(hit);
    image.addEventListener('error', () => item.remove(), { once: true });
    showPicture(image, thumbnail(hit, 128));
    item.append(image);
    return item;
  })), () => {});
  return pictures;
}

function link(collection) {
  const address = document.createElement('a');
  address.href = `/?collection=${encodeURIComponent(collection.name)}`;
  address.className = 'go';
  address.textContent = 'Search it';
  address.setAttribute('aria-label', `Search ${collection.name}`);
  return address;
}

function facts(pairs) {
  const facts = document.createElement('dl');
  facts.className = 'pairs';
  for (const [name, value] of pairs.filter(([, value]) => value)) {
    facts.append(text('dt', name), text('dd', value));
  }

  return facts;
}
