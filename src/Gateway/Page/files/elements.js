// Parts of the page that several views make.

/** An element of this kind with these words. */
export function text(kind, content, name = '') {
  const element = document.createElement(kind);
  element.textContent = content;
  element.className = name;
  return element;
}
