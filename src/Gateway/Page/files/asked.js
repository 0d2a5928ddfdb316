// What is asked beside the words: a picture, and pictures liked and disliked.
import { showPicture as showThumbnail, thumbnail } from './api.js';
import { titleOf } from './results.js';

const section = document.getElementById('asked');
const clear = document.getElementById('clear');
const picture = document.getElementById('picture');
const lists = { like: document.getElementById('likes'), dislike: document.getElementById('dislikes') };

/** Shows them; the calls are made when one is taken back. */
export function show(asked, { onForget, onForgetPicture, onClear }) {
  const { file, like, dislike } = asked;
  section.hidden = !file && like.length + dislike.length === 0;
  showPicture(file, onForgetPicture);
  fill(lists.like, like, onForget);
  fill(lists.dislike, dislike, onForget);
  clear.onclick = onClear;
}

function showPicture(file, onForget) {
  const image = picture.querySelector('img');
  if (image.src.startsWith('blob:')) {
    URL.revokeObjectURL(image.src);
    image.removeAttribute('src');
  }

  picture.hidden = !file;
  if (file) {
    image.src = URL.createObjectURL(file);
    picture.querySelector('button').onclick = onForget;
  }
}

/** Puts `hits` into a group as small pictures that can be taken back. */
export function fill(group, hits, onForget) {
  group.hidden = hits.length === 0;
  group.querySelector('ul').replaceChildren(...hits.map(hit => {
    const item = document.createElement('li');
    const image = document.createElement('img');
    const remove = document.createElement('button');
    showThumbnail(image, thumbnail(hit, 128) ?? '/favicon.ico');
    image.alt = titleOf(hit);
    image.title = image.alt;
    remove.type = 'button';
    remove.className = 'remove';
    remove.setAttribute('aria-label', `Take back ${image.alt}`);
    remove.addEventListener('click', () => onForget(hit));
    item.append(image, remove);
    return item;
  }));
}
