// The page: what is asked, and what happens when something is typed, dropped, liked or chosen.
import * as api from './api.js';
import * as asked from './asked.js';
import * as jobs from './jobs.js';
import * as results from './results.js';
import { onPicture } from './picture.js';

const limit = 24;
const byId = id => document.getElementById(id);
const text = byId('text');
const choice = byId('collection');
const summary = byId('summary');
const problem = byId('problem');
const state = { collection: '', collections: [], text: '', file: null, like: [], dislike: [] };
let underWay = new AbortController();

const isAsked = () => state.text !== '' || state.file !== null || state.like.length + state.dislike.length > 0;

/** Asks the gateway for what the state says, and shows it; then moves the focus to the answer where `thenFocus` is given. */
async function run(thenFocus) {
  underWay.abort();
  underWay = new AbortController();
  const { signal } = underWay;
  problem.hidden = true;
  asked.show(state, { onForget: forget, onForgetPicture: () => change({ file: null }), onClear: () => change({ file: null, like: [], dislike: [] }) });
  if (!state.collection) {
    return;
  }

  byId('results').setAttribute('aria-busy', 'true');
  try {
    const answer = await ask(signal);
    results.show(answer.hits, example, isAsked());
    summary.textContent = headline(answer.hits.length);
    if (thenFocus) {
      thenFocus.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    }
  } catch (fault) {
    if (fault.name === 'AbortError') {
      return;
    }

    if (!(fault instanceof api.Refusal)) {
      throw fault;
    }

    // An encoder without words cannot answer before it is given a picture; that is no fault of whoever opened the page.
    results.show([], example, true);
    summary.textContent = isAsked() ? '' : `Give a picture, or words, to search ${state.collection}`;
    problem.textContent = fault.message;
    problem.hidden = !isAsked();
  } finally {
    if (!signal.aborted) {
      byId('results').removeAttribute('aria-busy');
    }
  }
}

async function ask(signal) {
  if (!isAsked()) {
    // The page shows what there is instead of an empty sheet; neighbours in the order look alike, so it takes some from all over.
    const { hits } = await api.search(state.collection, { text: 'a picture', limit: 500 }, signal);
    const step = Math.max(1, Math.floor(hits.length / limit));
    return { hits: hits.filter((_, i) => i % step === 0).slice(0, limit) };
  }

  const query = { limit, like: state.like.map(hit => hit.id), dislike: state.dislike.map(hit => hit.id) };
  if (state.file) {
    return api.searchByPicture(state.collection, state.file, query, signal);
  }

  return api.search(state.collection, state.text ? { ...query, text: state.text } : query, signal);
}

function headline(count) {
  const { points, name } = state.collections.find(collection => collection.name === state.collection) ?? {};
  const found = count === 1 ? '1 picture' : `${count} pictures`;
  if (state.file) {
    return `${found} like yours`;
  }

  if (state.text) {
    return count > 0 ? `${found} for “${state.text}”` : `Nothing for “${state.text}”`;
  }

  return state.like.length + state.dislike.length > 0 ? `${found} by your examples` : `Some of the ${new Intl.NumberFormat('en').format(points ?? count)} pictures in ${name}`;
}

function change(part, thenFocus) {
  Object.assign(state, part);
  const address = new URL(location.href);
  for (const [name, value] of [['q', state.text], ['collection', state.collections.length > 1 ? state.collection : '']]) {
    value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
  }

  if (address.href !== location.href) {
    history.pushState(null, '', address);
  }

  return run(thenFocus);
}

function example(hit, liked) {
  const without = list => list.filter(other => other.id !== hit.id);
  const [like, dislike] = [without(state.like), without(state.dislike)];
  (liked ? like : dislike).push(hit);
  change({ like, dislike }, byId('results'));
}

function forget(hit) {
  change({ like: state.like.filter(other => other !== hit), dislike: state.dislike.filter(other => other !== hit) }, byId('results'));
}

async function loadCollections() {
  state.collections = await api.listCollections();
  const names = state.collections.map(collection => collection.name);
  const wanted = new URL(location.href).searchParams.get('collection');
  const [most] = [...state.collections].sort((a, b) => b.points - a.points);
  state.collection = [state.collection, wanted].find(name => names.includes(name)) ?? most?.name ?? '';
  choice.replaceChildren(...names.map(name => new Option(name, name, false, name === state.collection)));
  byId('collection-choice').hidden = names.length < 2;
  byId('welcome').hidden = names.length > 0;
}

/** Takes words and collection from the address, as at the start and after going back. */
async function follow() {
  try {
    await loadCollections();
  } catch (fault) {
    problem.textContent = fault.message;
    problem.hidden = false;
  }

  state.text = new URL(location.href).searchParams.get('q') ?? '';
  text.value = state.text;
  await run();
}

byId('search').addEventListener('submit', event => {
  event.preventDefault();
  const words = text.value.trim();
  change(words ? { text: words, file: null } : { text: '' });
});
text.addEventListener('search', () => text.value === '' && state.text !== '' && change({ text: '' }));
choice.addEventListener('change', () => change({ collection: choice.value, like: [], dislike: [] }));
document.addEventListener('keydown', event => {
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest('input, select, textarea')) {
    event.preventDefault();
    text.focus();
    text.select();
  }
});
onPicture(file => {
  text.value = '';
  change({ file, text: '' }, byId('results'));
});
window.addEventListener('popstate', follow);
jobs.watch(async () => {
  const there = state.collection;
  await loadCollections().catch(() => {});
  if (state.collection !== there) {
    run();
  }
});
follow();
