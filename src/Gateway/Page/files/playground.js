// The recommendation playground: likes, dislikes and a few knobs, answered by POST /v1/collections/{collection}/recommend.
import * as api from './api.js';
import { fill } from './asked.js';
import { renew } from './elements.js';
import { card, titleOf } from './results.js';

const byId = id => document.getElementById(id);
const choice = byId('collection');
const state = { like: [], dislike: [] };
const plain = ['title', 'name', 'price'];
let underWay = new AbortController();
let first = true;

/** Shows it; the first time with some pictures to judge. */
export function show() {
  if (first && choice.value) {
    first = false;
    find('');
  }
}

async function find(words) {
  try {
    const { hits } = await api.search(choice.value, { text: words || 'a picture', limit: 12, diversity: words ? 0.2 : 0.9 });
    byId('found').replaceChildren(...hits.map(judged));
    offerFields(hits);
  } catch (fault) {
    tell(fault);
  }
}

function judged(hit) {
  const item = document.createElement('li');
  const image = document.createElement('img');
  image.alt = titleOf(hit);
  image.title = image.alt;
  api.showPicture(image, api.thumbnail(hit, 160) ?? '/favicon.ico');
  item.append(image, mark(hit, true), mark(hit, false));
  return item;
}

function mark(hit, liked) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = liked ? 'mark like' : 'mark dislike';
  button.setAttribute('aria-label', `${liked ? 'Likes' : 'Dislikes'} ${titleOf(hit)}`);
  button.textContent = liked ? '+' : '−';
  button.addEventListener('click', () => judge(hit, liked));
  return button;
}

function judge(hit, liked) {
  forget(hit, false);
  (liked ? state.like : state.dislike).push(hit);
  run();
}

function forget(hit, again = true) {
  state.like = state.like.filter(other => other.id !== hit.id);
  state.dislike = state.dislike.filter(other => other.id !== hit.id);
  if (again) {
    run();
  }
}

/** Fields with texts can name groups: kind, colour, product. */
function offerFields(hits) {
  const fields = [...new Set(hits.flatMap(hit => Object.entries(hit.payload).filter(([, value]) => typeof value === 'string').map(([name]) => name)))].filter(name => !plain.includes(name));
  for (const select of [byId('group'), byId('across')]) {
    const there = [...select.options].map(option => option.value);
    fields.filter(name => !there.includes(name)).forEach(name => select.add(new Option(name, name)));
  }
}

async function run() {
  for (const [id, hits] of [['play-likes', state.like], ['play-dislikes', state.dislike]]) {
    fill(byId(id), hits, forget);
    byId(id).hidden = false;
    byId(id).querySelector('.none').hidden = hits.length > 0;
  }

  underWay.abort();
  underWay = new AbortController();
  byId('recommend-problem').hidden = true;
  if (state.like.length + state.dislike.length === 0) {
    byId('recommended').replaceChildren();
    byId('recommend-summary').textContent = 'Like a picture to begin.';
    return;
  }

  const examples = hits => hits.map(hit => ({ id: hit.id }));
  const request = {
    like: examples(state.like), dislike: examples(state.dislike), strategy: byId('strategy').value, limit: 12, explain: true,
    diversity: Number(byId('diversity').value), collapseDuplicates: byId('collapse').checked,
    ...byId('group').value && { groupBy: { field: byId('group').value } }, ...byId('across').value && { completeAcross: byId('across').value },
  };
  byId('recommended').setAttribute('aria-busy', 'true');
  try {
    const { hits } = await api.recommend(choice.value, request, underWay.signal);
    byId('recommend-summary').textContent = `${counted(hits.length, 'picture')} by ${counted(state.like.length, 'like')} and ${counted(state.dislike.length, 'dislike')}`;
    renew(byId('recommended'), hits.map(hit => {
      const item = card(hit, judge);
      item.querySelector('.text').append(why(hit));
      return item;
    }), byId('recommend-summary'));
  } catch (fault) {
    if (fault.name !== 'AbortError') {
      tell(fault);
    }
  } finally {
    byId('recommended').removeAttribute('aria-busy');
  }
}

function counted(count, what) {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function why(hit) {
  const part = byId('why').content.firstElementChild.cloneNode(true);
  part.querySelector('.formula').textContent = hit.explanation.formula;
  part.querySelector('dl').append(...hit.explanation.contributions.flatMap(({ role, example, similarity }) => {
    const list = role === 'dislike' ? state.dislike : state.like;
    const [name, value, bar] = ['dt', 'dd', 'meter'].map(kind => document.createElement(kind));
    name.textContent = `${role}: ${list[Number(example.split(' ')[1])] ? titleOf(list[Number(example.split(' ')[1])]) : example}`;
    Object.assign(bar, { min: 0, max: 1, value: Math.max(0, similarity) });
    bar.setAttribute('aria-label', 'Similarity');
    value.append(bar, similarity.toFixed(2));
    return [name, value];
  }));
  return part;
}

function tell(fault) {
  byId('recommend-problem').textContent = fault.message;
  byId('recommend-problem').hidden = false;
}

byId('find').addEventListener('submit', event => {
  event.preventDefault();
  find(byId('find-text').value.trim());
});
byId('knobs').addEventListener('submit', event => event.preventDefault());
byId('knobs').addEventListener('change', run);
byId('diversity').addEventListener('input', () => {
  byId('diversity-value').textContent = byId('diversity').value;
});
choice.addEventListener('change', () => {
  Object.assign(state, { like: [], dislike: [] });
  first = true;
  run();
});

// The collections may come after the view: then the pictures to judge come with them.
new MutationObserver(() => !byId('recommend-view').hidden && show()).observe(choice, { childList: true });
