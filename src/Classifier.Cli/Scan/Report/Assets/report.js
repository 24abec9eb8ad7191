'use strict';
const search = document.getElementById('search'), kind = document.getElementById('kind'), sort = document.getElementById('sort');
const shown = document.getElementById('shown'), none = document.getElementById('none');
const lists = [...document.querySelectorAll('[data-list]')].map(list => ({ list, items: [...list.children] }));

const order = {
  free: (a, b) => b.dataset.free - a.dataset.free,
  files: (a, b) => b.dataset.files - a.dataset.files || order.free(a, b),
  near: (a, b) => a.dataset.far - b.dataset.far || order.free(a, b),
  far: (a, b) => b.dataset.far - a.dataset.far || order.free(a, b),
  path: (a, b) => a.dataset.paths < b.dataset.paths ? -1 : 1,
};

function show() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0, total = 0;
  for (const { list, items } of lists) {
    let visible = 0;
    for (const item of items) {
      item.hidden = (kind.value && item.dataset.kind !== kind.value) || !words.every(word => item.dataset.paths.includes(word));
      visible += !item.hidden;
    }
    list.append(...items.slice().sort(order[sort.value]));
    const section = list.closest('section');
    if (section) section.hidden = visible === 0;
    count += visible;
    total += items.length;
  }
  shown.textContent = count === total ? `${total.toLocaleString('en')} groups` : `${count.toLocaleString('en')} of ${total.toLocaleString('en')} groups`;
  none.hidden = count > 0;
}

search.addEventListener('input', show);
kind.addEventListener('change', show);
sort.addEventListener('change', show);
search.form.addEventListener('submit', event => event.preventDefault());
document.addEventListener('keydown', event => {
  if (event.key === '/' && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === 'Escape' && document.activeElement === search) {
    search.value = '';
    show();
  }
});
show();
