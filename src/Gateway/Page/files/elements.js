// Parts of the page that several views make.

/** An element of this kind with these words. */
export function text(kind, content, name = '') {
  const element = document.createElement(kind);
  element.textContent = content;
  element.className = name;
  return element;
}

/** Puts `items` into `list`; who was in it with the keyboard goes on from `heading`, not from the top of the page. */
export function renew(list, items, heading) {
  const wasInside = list.contains(document.activeElement);
  list.replaceChildren(...items);
  if (wasInside) {
    heading.focus({ preventScroll: true });
  }
}
