// The grid of results.
import { showPicture, thumbnail } from './api.js';
import { renew } from './elements.js';

const grid = document.getElementById('grid');
const template = document.getElementById('card');
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 });

/** What a picture is called: its title, else the last part of its key. */
export const titleOf = hit => String(hit.payload.title ?? hit.payload.name ?? hit.key?.split('/').pop() ?? hit.id);

/** Shows `hits`, with their scores where those mean something; `onExample(hit, liked)` is called when one is taken as an example. */
export function show(hits, onExample, scored) {
  grid.classList.toggle('unscored', !scored);
  renew(grid, hits.map(hit => card(hit, onExample)), document.getElementById('results'));
}

/** One picture with its title, its score and the two buttons. */
export function card(hit, onExample) {
  const item = template.content.firstElementChild.cloneNode(true);
  const title = titleOf(hit);
  const photo = item.querySelector('.photo');
  const address = thumbnail(hit, 320);
  if (address) {
    photo.alt = title;
    photo.addEventListener('error', () => item.classList.add('lost'), { once: true });
    showPicture(photo, address);
  } else {
    item.classList.add('lost');
  }

  item.dataset.id = hit.id;
  item.querySelector('.title').textContent = title;
  item.querySelector('.about').textContent = about(hit.payload);
  item.querySelector('.score').textContent = hit.score.toFixed(3);
  example(item.querySelector('.like'), `More like this: ${title}`, () => onExample(hit, true));
  example(item.querySelector('.dislike'), `Less like this: ${title}`, () => onExample(hit, false));
  return item;
}

function about({ price, shop }) {
  const parts = [typeof price === 'number' ? number.format(price) : price, shop];
  return parts.filter(part => typeof part === 'string' && part.length > 0).join(' · ');
}

function example(button, label, act) {
  button.setAttribute('aria-label', label);
  button.addEventListener('click', act);
}
