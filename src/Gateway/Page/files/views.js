// The views beside the search, and the key where the gateway asks for one. A view lives at an address of its own (#jobs-view), so that it can be linked.
import * as api from './api.js';
import * as collections from './collections.js';
import * as playground from './playground.js';
import * as work from './work.js';

const all = [...document.querySelectorAll('[data-view]')];
const links = [...document.querySelectorAll('.views a')];
const showing = { 'recommend-view': playground.show, 'collections-view': collections.show, 'jobs-view': work.show };
let hide = () => {};

function follow() {
  const id = all.some(view => `#${view.id}` === location.hash) ? location.hash.slice(1) : 'search-view';
  for (const view of all) {
    view.hidden = view.id !== id;
  }

  for (const link of links) {
    link.toggleAttribute('aria-current', link.hash === `#${id}`);
    if (link.hash === `#${id}`) {
      link.setAttribute('aria-current', 'page');
    }
  }

  document.getElementById('collection-choice').classList.toggle('idle', id === 'collections-view' || id === 'jobs-view');
  hide();
  hide = showing[id]?.() ?? (() => {});
  window.scrollTo({ top: 0 });
}

const dialog = document.getElementById('key');
const text = document.getElementById('key-text');
document.addEventListener('key-needed', () => {
  if (!dialog.open) {
    text.value = '';
    dialog.showModal();
  }
});
document.getElementById('key-form').addEventListener('submit', event => {
  event.preventDefault();
  api.key.set(text.value.trim());
  location.reload();
});
window.addEventListener('hashchange', follow);
follow();
