// Pictures given by hand: chosen, dropped anywhere, or pasted.

/** Calls `give(file)` for each. */
export function onPicture(give) {
  const input = document.getElementById('file');
  const veil = document.getElementById('drop');
  let depth = 0;
  const veiled = on => {
    depth = on ? depth : 0;
    veil.hidden = !on;
  };
  const first = files => [...files].find(file => file.type.startsWith('image/') || file.type === '');
  const take = (event, files) => {
    const file = first(files);
    if (file) {
      event.preventDefault();
      give(file);
    }
  };
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');

  document.getElementById('choose').addEventListener('click', () => input.click());
  input.addEventListener('change', event => {
    take(event, input.files);
    input.value = '';
  });
  document.addEventListener('paste', event => take(event, event.clipboardData?.files ?? []));

  // Entering a child comes before leaving its parent, so the depth is what tells whether the page was left.
  document.addEventListener('dragenter', event => {
    if (carriesFiles(event)) {
      depth += 1;
      veiled(true);
    }
  });
  document.addEventListener('dragleave', event => carriesFiles(event) && (depth -= 1) <= 0 && veiled(false));
  document.addEventListener('dragover', event => carriesFiles(event) && event.preventDefault());
  document.addEventListener('drop', event => {
    if (carriesFiles(event)) {
      event.preventDefault();
      veiled(false);
      take(event, event.dataTransfer.files);
    }
  });
}
